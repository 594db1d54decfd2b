/** The API's shapes under short names. */
import type { components } from '@/api/schema'

type Schemas = components['schemas']

export interface Page<T> {
  items: T[]
  total: number
  page: number
  per_page: number
  next: string | null
}

/** What a list takes in its address; empty filters do not travel. */
export type TaskQuery = Partial<Schemas['TaskQuery']>
export type BookingQuery = Partial<Schemas['BookingQuery']>
export type Role = Schemas['Role']
export type CustomerIn = Schemas['CustomerIn']
export type ProfessionalIn = Schemas['ProfessionalIn']
export type MeIn = Schemas['MeIn']
export type BookingIn = Schemas['BookingIn']
export type BookingEdit = Schemas['BookingEdit']
export type User = Schemas['UserOut']
export type Task = Schemas['TaskOut']
export type Category = Schemas['Category']
export type Professional = Schemas['ProfessionalOut']
export type Review = Schemas['ReviewOut']
export type ReviewSort = '-id' | 'id' | '-rating' | 'rating'
export type Booking = Schemas['BookingOut']
export type BookingStatus = Schemas['BookingStatus']
/** A move of the life cycle; the API's word for it. */
export type BookingMove = Schemas['BookingMoveIn']['action']
/** Everything that a booking's `actions` may offer: its moves, and two that have sheets of their own. */
export type BookingAction = BookingMove | 'edit' | 'review'
export type BookingStep = Schemas['BookingMoveOut']
export type Notice = Schemas['NoticeOut']
export type Place = Schemas['PincodeOut']
export type Export = Schemas['ExportOut']
export type ExportIn = Schemas['ExportIn']
export type Badges = Schemas['BadgesOut']
export type BookedTask = Schemas['BookedTask']
export type AdminStats = Schemas['AdminStats']
export type ProfessionalStats = Schemas['ProfessionalStats']
export type CustomerStats = Schemas['CustomerStats']
