/** After joining: signed in at once, and back to where joining was asked for. */
import { useRoute, useRouter } from 'vue-router'
import { forgetApplicant } from '@/features/accounts/drafts'
import { startOf } from '@/session/start'
import { useSession } from '@/session/store'

export function useJoin(): (username: string, password: string) => Promise<void> {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()

  return async (username, password) => {
    await session.signIn(username, password)
    forgetApplicant()
    const wanted = route.query.next
    const inside = typeof wanted === 'string' && /^\/(?!\/)/.test(wanted) && session.role === 'customer'
    await router.replace(inside ? wanted : startOf(session.role, session.waiting))
  }
}
