/** What a customer says about a visit. */
import type { Booking, User } from '@/api/types'
import { whenOf, type When } from '@/features/bookings/when'

export interface VisitValues extends When {
  address: string
  pincode: string
  remarks: string
}

export const visitFor = (user: User | undefined): VisitValues => ({
  day: '',
  hour: '',
  address: user?.address ?? '',
  pincode: user?.pincode ?? '',
  remarks: '',
})

export const visitOf = (booking: Booking): VisitValues => ({
  ...whenOf(booking.scheduled_for),
  address: booking.address ?? '',
  pincode: booking.pincode,
  remarks: booking.remarks,
})
