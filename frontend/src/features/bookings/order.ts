/** What is typed into the booking sheet, where it begins, and how it outlives a reload. */
import type { Booking, Task, User } from '@/api/types'
import { newKey } from '@/features/bookings/key'
import { still, visitFor, type VisitValues } from '@/features/bookings/visit'
import { draftOf, dropDraft, keepDraft } from '@/session/drafts'

export interface OrderValues extends VisitValues {
  professional_id: string
}

interface Draft {
  values: OrderValues
  /** The key of a try whose answer never came: sending it again after a reload books nothing twice. */
  key: string
  /** Which booking it repeats, where it repeats one. */
  again: number | undefined
}

export interface Order {
  values: OrderValues
  key: string
  /** Whether it was typed earlier. */
  kept: boolean
  keep: (values: OrderValues, key: string) => void
  drop: () => void
}

/** Where the sheet begins: what was typed before, else the booking it repeats, else the customer's own address. */
export function orderFor(
  task: Task,
  user: User | undefined,
  professional: string,
  again: Booking | undefined,
): Order {
  const name = `booking.${task.id}`
  const fresh: OrderValues = {
    ...visitFor(user),
    ...(again ? { address: again.address ?? '', pincode: again.pincode, remarks: again.remarks } : {}),
    professional_id: professional,
  }
  const draft = draftOf<Draft>(name, user)
  const fits =
    draft !== undefined &&
    draft.again === again?.id &&
    (!professional || draft.values.professional_id === professional)
  return {
    values: fits ? still({ ...fresh, ...draft.values }, new Date()) : fresh,
    key: fits ? draft.key : newKey(),
    kept: fits,
    keep: (values, now) => keepDraft(name, user, { values, key: now, again: again?.id } satisfies Draft),
    drop: () => dropDraft(name),
  }
}
