/** Single keys as shortcuts: off while something is typed or asked, and for good where the reader says so. */
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { asked } from '@/ui/confirm'

const MEMORY = 'dastak.keys'

function stored(): boolean {
  try {
    return localStorage.getItem(MEMORY) !== 'off'
  } catch {
    return true
  }
}

// A question counts from the moment it is put, not only once its dialog is here: what is typed meanwhile is an answer.
const busyElsewhere = (target: EventTarget | null) =>
  asked.value !== undefined ||
  (target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null) ||
  document.querySelector('dialog[open], [popover]:popover-open') !== null

/** Returns the switch (WCAG 2.1.4: such shortcuts can be turned off); it is remembered. */
export function useKeys(keys: Record<string, () => unknown>): Ref<boolean> {
  const on = ref(stored())
  watch(on, (now) => {
    try {
      localStorage.setItem(MEMORY, now ? 'on' : 'off')
    } catch {
      // Then the choice lasts for this visit.
    }
  })

  const pressed = (event: KeyboardEvent) => {
    const act = keys[event.key.toLowerCase()]
    const plain = !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey
    if (!on.value || !act || !plain || busyElsewhere(event.target)) return
    event.preventDefault()
    act()
  }
  addEventListener('keydown', pressed)
  onScopeDispose(() => removeEventListener('keydown', pressed))
  return on
}
