/** The language of the screens; the account's is that of its mails, so the choice is kept there too. */
import { api, take } from '@/api/client'
import { setLocale, type Locale } from '@/i18n'
import { useSession } from '@/session/store'
import { toastProblem } from '@/ui/toasts'

export function useLanguage(): (next: Locale) => Promise<void> {
  const session = useSession()
  return async (next) => {
    try {
      await setLocale(next)
      if (session.user) session.renew(await take(api.PATCH('/api/me', { body: { locale: next } })))
    } catch (error) {
      toastProblem(error)
    }
  }
}
