/** What a press on an action does: asks where something would be lost, sends it, says what came of it. */
import { nextTick, ref, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useStale } from '@/api/load'
import { asProblem, type Problem } from '@/api/problem'
import type { Booking, BookingAction, BookingMove } from '@/api/types'
import { maybeT, t } from '@/i18n'
import { dateTime, time } from '@/i18n/format'
import { move } from '@/features/bookings/api'
import { confirm, type Question } from '@/ui/confirm'
import { toast, toastProblem } from '@/ui/toasts'

const order: BookingAction[] = ['reject', 'release', 'edit', 'cancel', 'review', 'close', 'accept']
const dangers: BookingAction[] = ['cancel', 'release']
/** One solid button a region: the first of these that is on offer. */
const mains: BookingAction[] = ['accept', 'close', 'review']

export const looks = {
  order: (actions: string[]) => order.filter((one) => actions.includes(one)),
  kind: (action: BookingAction, actions: string[]) => {
    if (dangers.includes(action)) return 'danger'
    return mains.find((one) => actions.includes(one)) === action ? 'solid' : 'plain'
  },
}

const asking: Partial<Record<BookingMove, Partial<Question>>> = {
  reject: {},
  release: { danger: true },
  cancel: { danger: true },
  close: {},
}

/** Undefined where the move needs no question. */
function question(booking: Booking, action: BookingMove): Question | undefined {
  const more = asking[action]
  if (!more) return undefined
  const params = { name: booking.task.name, when: dateTime(booking.scheduled_for) }
  return {
    title: maybeT(`ask.${action}.title`, params) ?? '',
    text: maybeT(`ask.${action}.text`, params) ?? '',
    yes: t(`actions.${action}`),
    ...more,
    ...(more.danger ? { reason: { label: t('ask.reason'), required: true } } : {}),
  }
}

/** What one gives away is no longer theirs to see: where its own page leads then. */
const onwards: Partial<Record<BookingMove, string>> = { release: '/schedule', reject: '/inbox' }

function useLeaving(): (action: BookingMove) => Promise<void> {
  const route = useRoute()
  const router = useRouter()
  return async (action) => {
    const to = onwards[action]
    if (!to || route.name !== 'booking') return
    await router.replace(to)
    // Only once that page is gone does nobody ask for the booking again.
    await nextTick()
  }
}

interface Overlap {
  id: number
  task_name: string
  scheduled_for: string
  ends_at: string
}

/** Why a move came too late, in as much detail as the API gives. */
function tellTooLate(problem: Problem): void {
  const own = problem.more.overlaps as Overlap | null | undefined
  if (problem.code === 'overlap' && own) {
    const params = { name: own.task_name, when: dateTime(own.scheduled_for), until: time(own.ends_at) }
    const action = { label: t('booking.see'), to: `/bookings/${own.id}` }
    return toast(t('booking.overlaps', params), { kind: 'problem', action })
  }
  const words = maybeT(`booking.now_${String(problem.more.booking_status)}`)
  const late = problem.code === 'wrong_status' && words
  toast(late ? words : problem.text, { kind: 'problem' })
}

interface Moves {
  act: (booking: Booking, action: BookingMove) => Promise<void>
  /** The action on its way. */
  busy: Ref<BookingMove | undefined>
}

/** `changed` is called whenever what is on the screen may be out of date. */
export function useBookingMoves(changed: () => void): Moves {
  const busy = ref<BookingMove>()
  const stale = useStale()
  const leave = useLeaving()

  /** Makes the move; throws only what may go well when it is tried again. */
  async function send(booking: Booking, action: BookingMove, reason?: string): Promise<void> {
    busy.value = action
    try {
      await move(booking.id, action, reason)
      toast(maybeT(`done.${action}`) ?? t('profile.saved'))
      await leave(action)
    } catch (error) {
      if (![403, 404, 409].includes(asProblem(error).status)) throw error
      tellTooLate(asProblem(error))
    } finally {
      busy.value = undefined
    }
    void stale('bookings', 'stats', 'notices')
    changed()
  }

  async function act(booking: Booking, action: BookingMove): Promise<void> {
    if (busy.value) return
    const asked = question(booking, action)
    if (asked) await confirm({ ...asked, send: (reason) => send(booking, action, reason || undefined) })
    else await send(booking, action).catch(toastProblem)
  }

  return { act, busy }
}
