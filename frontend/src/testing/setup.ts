/** Before each component test: English texts and an empty page. */
import { beforeEach } from 'vitest'
import { setLocale } from '@/i18n'

beforeEach(async () => {
  localStorage.clear()
  document.body.innerHTML = ''
  await setLocale('en')
})
