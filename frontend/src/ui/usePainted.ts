/** True once the component has been painted: what is read last can be asked for then, and holds nothing else up. */
import { onMounted, ref, type Ref } from 'vue'

export function usePainted(): Ref<boolean> {
  const painted = ref(false)
  onMounted(() => requestAnimationFrame(() => setTimeout(() => (painted.value = true))))
  return painted
}
