/** A search field over a list: what is typed reaches the list once the typing pauses. */
import { ref, watch, type Ref } from 'vue'
import { useDebounced } from '@/ui/useDebounced'

export function useSearch(current: () => string, search: (q: string) => void): Ref<string> {
  const typed = ref(current())
  const tell = useDebounced((text: string) => {
    if (text.trim() !== current()) search(text.trim())
  })
  watch(typed, tell)
  // Back and "clear filters" change it as well; a blank just typed must not vanish.
  watch(current, (now) => {
    if (now !== typed.value.trim()) typed.value = now
  })
  return typed
}
