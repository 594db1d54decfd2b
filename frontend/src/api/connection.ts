/** Whether the API can be reached, as the last request found it. */
import { ref } from 'vue'

export const lost = ref(false)

/** A gateway that found nobody at home; the API's own 503 is a problem document. */
const nobody = ({ status, headers }: Response) =>
  [502, 503, 504].includes(status) && !headers.get('Content-Type')?.startsWith('application/problem+json')

let underWay = 0
let heard: (() => void)[] = []

/** Resolves once every request has its answer. */
export const silence = () =>
  underWay ? new Promise<void>((resolve) => heard.push(resolve)) : Promise.resolve()

function answered(): void {
  underWay -= 1
  if (underWay) return
  heard.forEach((resolve) => resolve())
  heard = []
}

/** Notes what became of a request. */
export async function noting(sent: Promise<Response>): Promise<Response> {
  underWay += 1
  void sent.then(answered, answered)
  try {
    const response = await sent
    lost.value = nobody(response)
    return response
  } catch (error) {
    if (error instanceof TypeError) lost.value = true
    throw error
  }
}

/** Looks whether the API is there again; never throws. */
export async function lookForConnection(): Promise<void> {
  await noting(fetch('/healthz', { cache: 'no-store' })).catch(() => undefined)
}
