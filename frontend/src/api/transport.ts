/** One request as the browser must send it: CSRF token on writes, one shared refresh when the sign-in grew old. */
import { asProblem, readProblem } from '@/api/problem'

const safe = ['GET', 'HEAD', 'OPTIONS']
let refreshing: Promise<boolean> | undefined
let signedOut: () => void = () => undefined

/** Called once the API no longer knows us. */
export function onSignedOut(callback: () => void): void {
  signedOut = callback
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

/** All calls that find the sign-in expired wait for the same refresh. */
function refreshOnce(): Promise<boolean> {
  refreshing ??= fetch('/api/refresh', {
    method: 'POST',
    headers: { 'X-CSRF-TOKEN': cookie('csrf_refresh_token') ?? '' },
  })
    .then((response) => response.ok)
    .finally(() => (refreshing = undefined))
  return refreshing
}

/** fetch() for the API: a spent sign-in is renewed and the request repeated, once. */
export async function send(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await fetch(withToken(request))
  if (response.status !== 401) return response
  const { code } = await readProblem(response)
  if (code === 'bad_credentials' || code === 'otp_required') return response
  const renewed = code === 'token_expired' || code === 'csrf' ? await refreshOnce() : false
  if (renewed) return fetch(withToken(again))
  signedOut()
  return response
}

interface Answer<T> {
  data?: T
  response: Response
}

/** The answer's body, or its Problem thrown. */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, response } = await call.catch((error: unknown) => {
    throw asProblem(error)
  })
  if (!response.ok) throw await readProblem(response)
  return data as T
}
