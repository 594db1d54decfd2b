/** How wide an element is just now, so that a chart's words keep their size at every width. */
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

export function useWidth(element: Readonly<Ref<HTMLElement | null>>, usual = 328): Ref<number> {
  const width = ref(usual)
  const observer = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) width.value = Math.round(entry.contentRect.width)
  })
  onMounted(() => {
    if (!element.value) return
    width.value = Math.round(element.value.clientWidth) || usual
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer.disconnect())
  return width
}
