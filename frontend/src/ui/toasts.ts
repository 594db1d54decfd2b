/** Short messages at the foot of the page; read aloud, gone by themselves unless they matter. */
import { reactive } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import { asProblem } from '@/api/problem'

export interface Toast {
  id: number
  kind: 'done' | 'problem'
  text: string
  action?: { label: string; to?: RouteLocationRaw; href?: string; press?: () => void }
}

export const toasts = reactive<Toast[]>([])
let last = 0
/** More than this would cover a phone. */
const MOST = 3

export function toast(text: string, more: Partial<Omit<Toast, 'id' | 'text'>> = {}): void {
  const id = ++last
  toasts.push({ id, text, kind: 'done', ...more })
  if (toasts.length > MOST) toasts.shift()
  // What asks for an action, or went wrong, stays until it is closed.
  if (!more.action && more.kind !== 'problem') setTimeout(() => dismiss(id), 6000)
}

export const toastProblem = (error: unknown) => toast(asProblem(error).text, { kind: 'problem' })

export function dismiss(id: number): void {
  const index = toasts.findIndex((one) => one.id === id)
  if (index >= 0) toasts.splice(index, 1)
}
