/** The API's shapes under short names. */
export type Role = 'admin' | 'customer' | 'professional'
export type AccountStatus = 'active' | 'pending' | 'rejected' | 'blocked'
export type BookingStatus = 'requested' | 'assigned' | 'closed' | 'cancelled' | 'expired'
export type BookingAction = 'accept' | 'reject' | 'release' | 'cancel' | 'close' | 'edit' | 'review'
export type AccountAction = 'approve' | 'reject' | 'block' | 'unblock'
export type Category =
  | 'cleaning'
  | 'appliances'
  | 'plumbing'
  | 'electrical'
  | 'pest_control'
  | 'beauty'
  | 'laundry'
  | 'painting'
  | 'carpentry'
  | 'water'
  | 'gardening'
  | 'furnishing'
  | 'other'

export interface Page<T> {
  items: T[]
  total: number
  page: number
  per_page: number
  next: string | null
}

export interface User {
  id: number
  username: string
  email: string
  role: Role
  firstname: string
  lastname: string
  address: string
  pincode: string
  phone: string | null
  status: AccountStatus
  is_active: boolean
  status_reason: string | null
  locale: 'en' | 'hi'
  created_at: string
  last_seen_at: string | null
  exp: number | null
  compname: string | null
  tasks: number[] | null
  pincodes: string[] | null
  rating: number | null
  rating_count: number
  document: UserDocument | null
  actions: AccountAction[]
}

export interface UserDocument {
  media_type: string
  size: number
  pages: number
  uploaded_at: string
  needs_review: boolean
}

export interface Task {
  id: number
  name: string
  price: number
  time_required: number
  description: string
  category: Category
  status: 'active' | 'retired'
  rating: number | null
  rating_count: number
  professionals: number | null
}

export interface Professional {
  id: number
  firstname: string
  lastname: string
  compname: string
  exp: number
  rating: number | null
  rating_count: number
  tasks: { id: number; name: string }[]
  pincodes: string[]
  member_since: string
}

export interface Review {
  rating: number
  remarks: string
  created_at: string
  task_name: string
  customer_firstname: string
}

export interface BookingParty {
  id: number
  firstname: string
  lastname: string
  phone?: string | null
}

export interface BookingProfessional extends BookingParty {
  compname: string
  exp: number
  rating: number | null
  rating_count: number
}

export interface Booking {
  id: number
  status: BookingStatus
  actions: BookingAction[]
  version: number
  price: number
  task: { id: number; name: string; category: Category; time_required: number }
  customer: BookingParty
  professional: BookingProfessional | null
  offered_to: BookingProfessional | null
  scheduled_for: string
  ends_at: string
  address: string | null
  pincode: string
  remarks: string
  date_of_request: string
  date_of_completion: string | null
  closed_by: Role | null
  reason: string | null
  review: { rating: number; remarks: string; created_at: string } | null
}

export interface BookingMove {
  at: string
  action: string
  from_status: BookingStatus | null
  to_status: BookingStatus
  actor: { role: Role; name: string } | null
  reason: string | null
}

export type ExportStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
export interface Export {
  id: number
  kind: 'closed_bookings' | 'everything'
  filters: Record<string, unknown>
  status: ExportStatus
  progress: number
  rows: number | null
  error: string | null
  created_at: string
  finished_at: string | null
  expires_at: string | null
  file_name: string | null
}

export interface Notice {
  id: number
  kind: string
  about: Record<string, string | number | null>
  created_at: string
  read_at: string | null
}

export interface Place {
  pincode: string
  district: string
  state: string
  places: string[]
}
