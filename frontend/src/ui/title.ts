/** The tab's title: how much waits, the page's name, ours. */
import { ref, watchEffect } from 'vue'

export const title = ref('')
export const waiting = ref('')

watchEffect(
  () => {
    if (title.value) document.title = `${waiting.value && `(${waiting.value}) `}${title.value} · Dastak`
  },
  { flush: 'sync' },
)
