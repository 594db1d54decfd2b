/** One request as the browser must send it: CSRF token on writes, one shared refresh when the sign-in grew old. */
import { unlessUnchanged, withEtag } from '@/api/answers'
import { noting } from '@/api/connection'
import { asProblem, readProblem } from '@/api/problem'

const safe = ['GET', 'HEAD', 'OPTIONS']
let refreshing: Promise<boolean> | undefined
let signedOut: () => void = () => undefined
let written: () => void = () => undefined

/** Called once the API no longer knows us. */
export function onSignedOut(callback: () => void): void {
  signedOut = callback
}

/** Called after each request that changed something. */
export function onWritten(callback: () => void): void {
  written = callback
}

export function cookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found && decodeURIComponent(found.slice(name.length + 1))
}

/** Without the refresh cookie's twin nobody is signed in, and there is nothing to ask. */
export const mayBeSignedIn = () => cookie('csrf_refresh_token') !== undefined

function withToken(request: Request): Request {
  const token = cookie('csrf_access_token')
  if (token && !safe.includes(request.method)) request.headers.set('X-CSRF-TOKEN', token)
  return request
}

async function refresh(known: string | undefined): Promise<boolean> {
  const token = cookie('csrf_refresh_token')
  // Another tab was here first: its new sign-in is ours as well.
  if (token !== known) return token !== undefined
  const headers = { 'X-CSRF-TOKEN': token ?? '' }
  const response = await fetch('/api/refresh', { method: 'POST', headers })
  // Only a refusal ends the sign-in; an API in trouble says nothing about it.
  if (!response.ok && response.status !== 401) throw await readProblem(response)
  return response.ok
}

/** In turn with other tabs, where the browser has locks to offer. */
async function inTurn(run: () => Promise<boolean>): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined
  return locks ? locks.request('dastak.refresh', run) : run()
}

/** All calls that find the sign-in expired wait for the same refresh. */
function refreshOnce(): Promise<boolean> {
  const known = cookie('csrf_refresh_token')
  refreshing ??= inTurn(() => refresh(known)).finally(() => (refreshing = undefined))
  return refreshing
}

async function attempt(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await noting(fetch(withToken(request)))
  if (response.status !== 401) return response
  const { code } = await readProblem(response)
  if (code === 'bad_credentials' || code === 'otp_required') return response
  const renewable = code === 'token_expired' || code === 'csrf'
  if (renewable && (await refreshOnce())) return noting(fetch(withToken(again)))
  signedOut()
  return response
}

/**
 * fetch() for the API: a spent sign-in is renewed and the request repeated, once; a refusal is thrown as a Problem;
 * what has not changed since we asked last is the same object again.
 */
export async function send(request: Request): Promise<Response> {
  const known = withEtag(request)
  const response = await attempt(request).catch((error: unknown) => {
    throw asProblem(error)
  })
  if (!response.ok && !(response.status === 304 && known)) throw await readProblem(response)
  if (!safe.includes(request.method)) written()
  return unlessUnchanged(request, response, known)
}

/** The answer's body; what is not a success was thrown before. */
export async function take<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call
  return data as T
}
