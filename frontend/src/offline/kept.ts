/**
 * What the device keeps for the time without a connection: for whoever is signed in, for a week at most.
 * A device that keeps nothing (a private window, a full disk) costs the copies, never the page.
 */
import { clear, createStore, del, entries, get, set, type UseStore } from 'idb-keyval'
import { mayBeSignedIn } from '@/api/transport'
import type { User } from '@/api/types'

export interface Kept<T> {
  data: T
  /** When the API said so, in ms since 1970. */
  at: number
}

interface Entry extends Kept<unknown> {
  /** Whose it is, by id. */
  owner: number
}

const WEEK = 7 * 86_400_000
const ME = 'me'

let store: UseStore | undefined
/** Who is signed in, as far as this page knows: only their copies are written and read. */
let owner: number | undefined

async function attempt<T>(work: (kept: UseStore) => Promise<T>): Promise<T | undefined> {
  try {
    return await work((store ??= createStore('dastak', 'kept')))
  } catch {
    return undefined
  }
}

const isGood = (entry: Entry) => Date.now() - entry.at < WEEK && (!owner || entry.owner === owner)

/** Keeps `data` under `name`, in place of what was kept before. */
export async function keep(name: string, data: unknown): Promise<void> {
  const own = owner
  if (!own || !mayBeSignedIn()) return
  // Through JSON, because what comes from a store may be more than data.
  const entry: Entry = { owner: own, at: Date.now(), data: JSON.parse(JSON.stringify(data)) }
  await attempt((kept) => set(name, entry, kept))
}

/** What was kept under `name`; nothing where nobody is signed in, and nobody else's. */
export async function recall<T>(name: string): Promise<Kept<T> | undefined> {
  const entry = await attempt((kept) => get<Entry>(name, kept))
  if (!entry || !mayBeSignedIn() || !isGood(entry)) return undefined
  return { data: entry.data as T, at: entry.at }
}

export const drop = (name: string) => attempt((kept) => del(name, kept))

/** Drops everything, and keeps nothing until somebody is signed in again. */
export async function forget(): Promise<void> {
  owner = undefined
  await attempt(clear)
}

/** The API said who is signed in: it is kept, and what another person left is dropped. */
export async function keepMe(user: User): Promise<void> {
  owner = user.id
  const before = await attempt((kept) => get<Entry>(ME, kept))
  if (owner !== user.id) return
  if (before && before.owner !== user.id) await attempt(clear)
  await keep(ME, user)
}

/** Who was signed in when the API last answered. */
export async function recallMe(): Promise<User | undefined> {
  const kept = await recall<User>(ME)
  if (kept) owner ??= kept.data.id
  return kept?.data
}

/** Drops what is too old, or somebody else's; everything where nobody is signed in. */
export async function tidy(): Promise<void> {
  if (!mayBeSignedIn()) return forget()
  for (const [name, entry] of (await attempt((kept) => entries<string, Entry>(kept))) ?? [])
    if (!isGood(entry)) await drop(name)
}
