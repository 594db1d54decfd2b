/** An account's moves at a press: asks where a reason is owed, tells how it went, loads anew. */
import { ref, type Ref } from 'vue'
import { useStale } from '@/api/load'
import type { User } from '@/api/types'
import { maybeT, t } from '@/i18n'
import { moveUser, reviewDocument, type AccountMove } from '@/features/accounts/users'
import { confirm } from '@/ui/confirm'
import { toast, toastProblem } from '@/ui/toasts'

/** Looking at a new document of somebody active is no move of the account, but the admin decides it alike. */
export type Decision = AccountMove | 'review'

const dangers: Decision[] = ['reject', 'block']

export const nameOf = (user: User) =>
  user.status === 'erased' ? t('people.erased') : `${user.firstname} ${user.lastname}`.trim()

/** What the admin may decide about this person now, the harmless last. */
export function decisionsOf(user: User): Decision[] {
  const order: Decision[] = ['block', 'reject', 'unblock', 'approve']
  const open = order.filter((one) => user.actions?.includes(one))
  return user.status === 'active' && user.document?.needs_review ? [...open, 'review'] : open
}

export const kindOf = (decision: Decision) => (dangers.includes(decision) ? 'danger' : 'solid')

async function reasonFor(user: User, decision: Decision): Promise<string | false> {
  if (decision === 'approve' || decision === 'review') return ''
  const params = { name: nameOf(user) }
  return confirm({
    title: t(`decide.${decision}.title`, params),
    text: maybeT(`decide.${decision}.text.${user.role}`, params) ?? t(`decide.${decision}.text`, params),
    yes: t(`decide.${decision}`),
    danger: dangers.includes(decision),
    reason: dangers.includes(decision) ? { label: t('decide.why'), required: true } : undefined,
  })
}

interface Moves {
  /** True once it is done. */
  decide: (user: User, decision: Decision) => Promise<boolean>
  busy: Ref<Decision | undefined>
  /** How the last one went, in words. */
  outcome: Ref<string>
}

export function useAccountMoves(): Moves {
  const stale = useStale()
  const busy = ref<Decision>()
  const outcome = ref('')

  async function send(user: User, decision: Decision, reason: string): Promise<boolean> {
    busy.value = decision
    try {
      if (decision === 'review') await reviewDocument(user.id)
      else await moveUser(user.id, decision, reason || undefined)
      outcome.value = t(`decide.${decision}.done`, { name: nameOf(user) })
      toast(outcome.value)
      return true
    } catch (error) {
      toastProblem(error)
      return false
    } finally {
      await stale('users', 'stats').catch(() => undefined)
      busy.value = undefined
    }
  }

  async function decide(user: User, decision: Decision): Promise<boolean> {
    if (busy.value) return false
    const reason = await reasonFor(user, decision)
    return reason === false ? false : send(user, decision, reason)
  }

  return { decide, busy, outcome }
}
