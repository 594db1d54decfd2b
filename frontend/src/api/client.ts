/** The API, typed by its own description: `await take(api.GET('/api/tasks', …))`. */
import createClient from 'openapi-fetch'
import type { paths } from '@/api/schema'
import { send } from '@/api/transport'

export { take } from '@/api/transport'

export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: send,
  // Lists travel as ?status=a&status=b; what is empty does not travel.
  querySerializer: (query) => {
    const pairs = Object.entries(query as Record<string, unknown>).flatMap(([name, value]) =>
      [value]
        .flat()
        .filter(filled)
        .map((one) => [name, String(one)]),
    )
    return new URLSearchParams(pairs).toString()
  },
})

const filled = (value: unknown) => value !== undefined && value !== null && value !== ''

/** A multipart body: lists repeat their name, what is empty is left out. */
export function formData(fields: object): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat())
      if (filled(one)) data.append(name, one instanceof Blob ? one : String(one))
  return data
}
