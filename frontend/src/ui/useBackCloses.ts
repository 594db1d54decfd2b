/** A sheet that has no address of its own: the browser's back button closes it instead of leaving the page. */
import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'

export function useBackCloses(close: () => void): void {
  const router = useRouter()
  let back = false
  const note = () => (back = true)
  // Before the router's own listener, which begins to navigate at once.
  addEventListener('popstate', note, { capture: true })
  const forget = router.beforeEach(() => {
    if (!back) return true
    back = false
    close()
    return false
  })
  onScopeDispose(() => {
    removeEventListener('popstate', note, { capture: true })
    forget()
  })
}
