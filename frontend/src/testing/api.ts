/** A stand-in for the network: answers by method and path, and remembers what was asked. */
import { vi } from 'vitest'

export interface Call {
  method: string
  path: string
  headers: Headers
  body: unknown
}

type Answer = Response | object | ((call: Call) => Response | object | Promise<Response | object>)

export const problem = (status: number, code: string, more: object = {}) =>
  new Response(JSON.stringify({ status, code, detail: code, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })

export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

/** Replaces fetch for one test; an unknown path answers 404. */
export function answer(routes: Record<string, Answer>): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(input, location.origin), init)
    const { pathname } = new URL(request.url)
    const text = await request.text()
    const call = { method: request.method, path: pathname, headers: request.headers, body: parsed(text) }
    calls.push(call)
    const found = routes[`${call.method} ${pathname}`] ?? problem(404, 'not_found')
    const given = typeof found === 'function' ? await found(call) : found
    return given instanceof Response ? given.clone() : json(given)
  })
  return calls
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
