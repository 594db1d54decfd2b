/** Follows the exports under way until they are done, wherever the admin is in the app. */
import { computed, shallowRef } from 'vue'
import { asProblem } from '@/api/problem'
import { t } from '@/i18n'
import { emptyFilters, fileOf, listExports, readExport, underWay, type Export } from '@/features/exports/api'
import { toast } from '@/ui/toasts'

const MEMORY = 'dastak.exports'

/** Those we wait for, by id; nothing known yet of one that an earlier page asked for. */
const waited = shallowRef(new Map<number, Export | undefined>(remembered().map((id) => [id, undefined])))

/** The exports under way, as they were when we last asked. */
export const running = computed(() => [...waited.value.values()].filter((one) => one !== undefined))
export const waiting = computed(() => waited.value.size > 0)

export function follow(one: Export): void {
  keep(new Map(waited.value).set(one.id, one))
}

export function forget(id: number): void {
  const rest = new Map(waited.value)
  rest.delete(id)
  keep(rest)
}

/** What runs already, asked for in another tab or before a restart. */
export async function findRunning(): Promise<void> {
  const { items } = await listExports(emptyFilters, 1)
  items.filter(underWay).forEach(follow)
}

/** Asks once how far each has come; true where one of them ended. */
export async function askAll(): Promise<boolean> {
  const ended = await Promise.all([...waited.value.keys()].map(ask))
  return ended.includes(true)
}

async function ask(id: number): Promise<boolean> {
  try {
    const now = await readExport(id)
    if (!waited.value.has(id)) return false
    if (underWay(now)) follow(now)
    else finish(now)
    return !underWay(now)
  } catch (error) {
    // Somebody else's, from before another admin signed in; anything else may pass.
    if ([403, 404].includes(asProblem(error).status)) forget(id)
    return false
  }
}

function finish(one: Export): void {
  forget(one.id)
  if (one.status === 'done') {
    const action = { label: t('exports.download'), href: fileOf(one.id) }
    toast(t(`exports.ready.${one.kind}`, { n: one.rows ?? 0 }), { action })
  } else if (one.status === 'failed') {
    const action = { label: t('exports.look'), to: '/admin/exports' }
    toast(t('exports.went_wrong'), { kind: 'problem', action })
  }
}

function keep(next: Map<number, Export | undefined>): void {
  waited.value = next
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify([...next.keys()]))
  } catch {
    // A closed storage costs the alert after a reload, not the export.
  }
}

function remembered(): number[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(MEMORY) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id): id is number => Number.isInteger(id)) : []
  } catch {
    return []
  }
}
