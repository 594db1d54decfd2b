/** What the admin asks of the API about people. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'
import type { Page, User } from '@/api/types'

type Schemas = components['schemas']
export type AccountMove = Schemas['AccountMoveIn']['action']
export type AuditEntry = Schemas['AuditOut']
type UserQuery = Partial<Schemas['UserQuery']>

const at = (user_id: number) => ({ params: { path: { user_id } } })

const find = (query: UserQuery): Promise<Page<User>> => take(api.GET('/api/users', { params: { query } }))

export const emptyFilters = { q: '', role: '', status: '', needs_review: '', sort: '-id' }
export const listUsers = (filters: typeof emptyFilters, page: number): Promise<Page<User>> =>
  find({ ...filters, page } as unknown as UserQuery)

export const readUser = (id: number): Promise<User> => take(api.GET('/api/users/{user_id}', at(id)))

export const moveUser = (id: number, action: AccountMove, reason?: string): Promise<User> =>
  take(api.POST('/api/users/{user_id}/moves', { ...at(id), body: { action, reason } }))

/** Says that an active professional's new document was looked at. */
export const reviewDocument = (id: number): Promise<unknown> =>
  take(api.POST('/api/users/{user_id}/document/review', at(id)))

/** Who waits for the admin, the longest first: professionals to approve, then documents to look at again. */
export async function readQueue(): Promise<User[]> {
  const professionals = { role: 'professional', sort: 'id', per_page: 100 } as const
  const [pending, active] = await Promise.all([
    find({ ...professionals, status: 'pending' }),
    find({ ...professionals, status: 'active', needs_review: true }),
  ])
  return [...pending.items, ...active.items]
}

export const emptyAudit = { actor_id: '', action: '', subject_kind: '', subject_id: '', from: '', to: '' }
export const listAudit = (filters: typeof emptyAudit, page: number): Promise<Page<AuditEntry>> =>
  take(
    api.GET('/api/audit', {
      params: { query: { ...filters, page } as unknown as Partial<Schemas['AuditQuery']> },
    }),
  )

/** Where the pictures of a document's pages are; the time of the upload makes a new one load. */
export const pagesOf = ({ id, document }: User): string[] =>
  Array.from(
    { length: document?.pages ?? 0 },
    (_, index) =>
      `/api/users/${id}/document/pages/${index + 1}?of=${Date.parse(document?.uploaded_at ?? '')}`,
  )
