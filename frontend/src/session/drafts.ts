/** What was typed and not sent yet, kept for this tab: a reload or a sheet closed by accident loses nothing. */
import type { User } from '@/api/types'

const PREFIX = 'dastak.draft.'

interface Draft {
  user: number | undefined
  values: unknown
}

export function keepDraft(name: string, user: User | undefined, values: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify({ user: user?.id, values } satisfies Draft))
  } catch {
    // A closed storage costs the draft after a reload, not the form.
  }
}

/** What this very person typed last; what somebody else left is nobody's. */
export function draftOf<T>(name: string, user: User | undefined): T | undefined {
  try {
    const draft = JSON.parse(sessionStorage.getItem(PREFIX + name) ?? 'null') as Draft | null
    return draft && draft.user === user?.id ? (draft.values as T) : undefined
  } catch {
    return undefined
  }
}

export function dropDraft(name: string): void {
  try {
    sessionStorage.removeItem(PREFIX + name)
  } catch {
    // Then there is none.
  }
}

export function dropDrafts(): void {
  try {
    const own = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX))
    own.forEach((key) => sessionStorage.removeItem(key))
  } catch {
    // Then there are none.
  }
}
