/** What a press on an action does: asks where something would be lost, sends it, says what came of it. */
import { nextTick, ref, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useStale } from '@/api/load'
import { asProblem } from '@/api/problem'
import type { Booking, BookingAction, BookingMove } from '@/api/types'
import { maybeT, t } from '@/i18n'
import { dateTime } from '@/i18n/format'
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

  async function send(booking: Booking, action: BookingMove, reason?: string): Promise<void> {
    busy.value = action
    try {
      await move(booking.id, action, reason)
      toast(maybeT(`done.${action}`) ?? t('profile.saved'))
      await leave(action)
    } catch (error) {
      toastProblem(error)
      if (asProblem(error).status !== 409) return
    } finally {
      busy.value = undefined
    }
    void stale('bookings', 'stats', 'notices')
    changed()
  }

  async function act(booking: Booking, action: BookingMove): Promise<void> {
    if (busy.value) return
    const asked = question(booking, action)
    const answer = asked ? await confirm(asked) : ''
    if (answer !== false) await send(booking, action, answer || undefined)
  }

  return { act, busy }
}
