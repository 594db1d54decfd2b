/** The last answer at each address with its ETag, so that asking again costs next to nothing. In memory alone. */

interface Kept {
  etag: string
  data: unknown
}

/** Lists turn pages; what was asked longest ago goes first. */
const MOST = 60
const answers = new Map<string, Kept>()

/** For whoever comes next: nothing of this person's stays. */
export const forgetAnswers = () => answers.clear()

/** Names the answer we have; to be called before the request is sent. */
export function withEtag(request: Request): Kept | undefined {
  const known = request.method === 'GET' ? answers.get(request.url) : undefined
  if (known) request.headers.set('If-None-Match', known.etag)
  return known
}

/** The answer, or the very object of last time where nothing has changed: then nothing is drawn again. */
export async function unlessUnchanged(
  request: Request,
  response: Response,
  known: Kept | undefined,
): Promise<Response> {
  if (response.status === 304 && known) return holding(known.data, response)
  const etag = response.headers.get('ETag')
  if (request.method !== 'GET' || !etag || !isJson(response)) return response
  const data: unknown = await response.json()
  answers.delete(request.url)
  answers.set(request.url, { etag, data })
  const oldest = answers.size > MOST ? answers.keys().next().value : undefined
  if (oldest !== undefined) answers.delete(oldest)
  return holding(data, response)
}

const isJson = (response: Response) =>
  response.headers.get('Content-Type')?.startsWith('application/json') === true

/** A success that gives `data` as its JSON. Its length is named, or openapi-fetch would read the empty text. */
function holding(data: unknown, { headers }: Response): Response {
  const own = new Headers(headers)
  own.set('Content-Length', '1')
  return Object.assign(new Response(null, { headers: own }), { json: () => Promise.resolve(data) })
}
