/** How many turns have passed since the component was mounted: what is drawn in turns lets fingers in between. */
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

export function useTurns(most: number): Ref<number> {
  const passed = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  const next = () => {
    if (passed.value < most) timer = setTimeout(() => (passed.value++, next()))
  }
  onMounted(next)
  onBeforeUnmount(() => clearTimeout(timer))
  return passed
}
