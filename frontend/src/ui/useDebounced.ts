/** Waits until the typing pauses. */
import { onScopeDispose } from 'vue'

export function useDebounced<A extends unknown[]>(
  run: (...args: A) => void,
  wait = 300,
): (...args: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  return (...args) => {
    clearTimeout(timer)
    timer = setTimeout(() => run(...args), wait)
  }
}
