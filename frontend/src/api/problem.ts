/** What the API says when it says no (RFC 9457), and its words for the reader. */
import { maybeT, t } from '@/i18n'

export interface FieldProblem {
  pointer: string
  code: string
  detail: string
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: FieldProblem[] = [],
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail || code)
    this.name = 'Problem'
  }

  /** What the reader is told: our words for the code, else the API's own. */
  get text(): string {
    return maybeT(`problem.${this.code}`) ?? (this.detail || t('problem.internal'))
  }
}

/** Reads an answer that is not a success; anything that is no problem+json counts by its status. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: Record<string, unknown> = await response
    .clone()
    .json()
    .catch(() => ({}))
  const { code, detail, errors, ...more } = body
  return new Problem(
    response.status,
    typeof code === 'string' ? code : codeOf(response.status),
    typeof detail === 'string' ? detail : '',
    Array.isArray(errors) ? (errors as FieldProblem[]) : [],
    { ...more, retryAfter: Number(response.headers.get('Retry-After')) || undefined },
  )
}

const codeOf = (status: number) =>
  ({ 404: 'not_found', 413: 'too_large', 503: 'unavailable' })[status] ?? 'internal'

/** A failure of any kind as a Problem: what never reached the API is `offline`. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(0, error instanceof TypeError ? 'offline' : 'internal', '')
}

/** Our words for a field's code, else the API's own. */
export const fieldText = (problem: FieldProblem) => maybeT(`invalid.${problem.code}`) ?? problem.detail
