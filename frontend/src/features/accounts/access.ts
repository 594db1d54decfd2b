/** Getting in, staying in and leaving: what the screens ask of the API. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'

export type SignIn = components['schemas']['SessionOut']

/** The same answer for everybody; how many minutes a link is good for. */
export const askForLink = (email: string): Promise<{ minutes: number }> =>
  take(api.POST('/api/password-resets', { body: { email } }))

export const choosePassword = (token: string, new_password: string): Promise<unknown> =>
  take(api.POST('/api/password-resets/use', { body: { token, new_password } }))

export const listSignIns = (): Promise<{ items: SignIn[] }> => take(api.GET('/api/me/sessions'))

export const endSignIn = (session_id: string): Promise<unknown> =>
  take(api.DELETE('/api/me/sessions/{session_id}', { params: { path: { session_id } } }))

export const endOtherSignIns = (): Promise<unknown> =>
  take(api.DELETE('/api/me/sessions', { params: { query: { others: true } } }))

export const eraseMe = (password: string): Promise<unknown> =>
  take(api.DELETE('/api/me', { body: { password } }))
