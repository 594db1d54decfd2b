/** Asks again and again, but only while somebody looks. */
import { onScopeDispose } from 'vue'

/** Calls `ask` every `seconds` while the page is visible, and at once when it is looked at again. */
export function usePolling(ask: () => Promise<unknown> | undefined, seconds = 10): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false

  const again = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void tick(), seconds * 1000)
  }

  async function tick(): Promise<void> {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') return
    await Promise.resolve(ask()).catch(() => undefined)
    // Nobody may be left to ask for by the time the answer is here.
    if (!over) again()
  }

  const looked = () => void tick()
  document.addEventListener('visibilitychange', looked)
  addEventListener('online', looked)
  again()

  onScopeDispose(() => {
    over = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', looked)
    removeEventListener('online', looked)
  })
}
