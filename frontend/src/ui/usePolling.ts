/** Asks again and again, but only while somebody looks. */
import { onScopeDispose } from 'vue'

/** Seconds between two tries at most while the API is in trouble. */
const LONGEST = 40

/** Up to a tenth less, so that tabs opened together don't ask together for ever. */
const jitter = (seconds: number) => seconds * (0.9 + Math.random() * 0.1)

/**
 * Calls `ask` every `seconds` while the page is visible, and at once when it is looked at again or the
 * connection is back. Failures double the pause, the next success ends that.
 */
export function usePolling(ask: () => Promise<unknown> | undefined, seconds = 10): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  let pause = seconds
  let asking = false

  const again = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void tick(), jitter(pause) * 1000)
  }

  async function tick(): Promise<void> {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden' || asking) return
    asking = true
    await Promise.resolve(ask()).then(
      () => (pause = seconds),
      () => (pause = Math.max(seconds, Math.min(pause * 2, LONGEST))),
    )
    asking = false
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
