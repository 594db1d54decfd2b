/** A sheet that has no address of its own: the browser's back button closes it instead of leaving the page. */
import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'

/** Where in the browser's history we are, as the router numbers it. */
const place = () => (history.state as { position?: number } | null)?.position

export function useBackCloses(close: () => void): void {
  const router = useRouter()
  const opened = place()
  onScopeDispose(
    router.beforeEach(() => {
      // Going back or forth the browser is there already; a link's address is entered only afterwards.
      if (place() === opened) return true
      close()
      return false
    }),
  )
}
