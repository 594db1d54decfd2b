/** Whether a task of this name exists already, retired ones included: the API would then update it. */
import { ref, watch, type Ref } from 'vue'
import type { Task } from '@/api/types'
import { everyTask, listEvery } from '@/features/catalogue/admin'
import { useDebounced } from '@/ui/useDebounced'

/** As the API compares names: case folded, spaces run together. */
const fold = (name: string) => name.trim().split(/\s+/).join(' ').toLocaleLowerCase()

export async function findByName(name: string): Promise<Task | undefined> {
  const { items } = await listEvery({ ...everyTask, q: name.trim(), status: 'all' }, 1)
  return items.find((task) => fold(task.name) === fold(name))
}

export function useKnownTask(name: () => string): {
  known: Ref<Task | undefined>
  look: () => Promise<void>
} {
  const known = ref<Task>()

  async function look(): Promise<void> {
    const asked = name()
    const found = fold(asked).length < 2 ? undefined : await findByName(asked)
    if (asked === name()) known.value = found
  }
  // While one types a failed look is no harm: it is looked again before anything is sent.
  watch(
    name,
    useDebounced(() => void look().catch(() => undefined)),
  )
  return { known, look }
}
