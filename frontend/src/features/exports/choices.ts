/** The tasks to narrow an export by, and what the filters of exports are called. */
import { computed, type ComputedRef } from 'vue'
import { api, take } from '@/api/client'
import { useLoad } from '@/api/load'
import type { Page, Task, User } from '@/api/types'
import { t } from '@/i18n'
import type { Export } from '@/features/exports/api'
import type { Names } from '@/features/exports/filters'

interface Choice {
  value: string
  label: string
}

/** Also those that are retired: what was closed stays. The catalogue is small. */
const readTasks = (): Promise<Page<Task>> =>
  take(api.GET('/api/tasks', { params: { query: { status: 'all', sort: 'name', per_page: 100 } } }))
const readPerson = (user_id: number): Promise<User> =>
  take(api.GET('/api/users/{user_id}', { params: { path: { user_id } } }))

const useTasks = () => useLoad(() => ['tasks', 'choices'], readTasks)

export function useTaskChoices(): ComputedRef<Choice[]> {
  const tasks = useTasks()
  return computed(() => [
    { value: '', label: t('exports.any') },
    ...(tasks.data.value?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
  ])
}

/** Names for what the exports of one page are narrowed to. */
export function useNames(exports: () => Export[]): Names {
  const tasks = useTasks()
  const wanted = computed(() => [
    ...new Set(exports().flatMap(({ filters }) => Number(filters.professional_id) || [])),
  ])
  const people = useLoad(
    () => ['users', 'named', wanted.value.join()],
    () => Promise.all(wanted.value.map(readPerson)),
    { keep: true, enabled: () => wanted.value.length > 0 },
  )
  return {
    task: (id) => tasks.data.value?.items.find((one) => String(one.id) === id)?.name,
    professional: (id) => {
      const one = people.data.value?.find((each) => String(each.id) === id)
      return one && `${one.firstname} ${one.lastname}`.trim()
    },
  }
}
