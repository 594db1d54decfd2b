/** Tasks and professionals to narrow an export by. */
import { computed, type ComputedRef } from 'vue'
import { api, take } from '@/api/client'
import { useLoad } from '@/api/load'
import type { Page, Task, User } from '@/api/types'
import { t } from '@/i18n'

interface Choice {
  value: string
  label: string
}

const readTasks = (): Promise<Page<Task>> =>
  take(api.GET('/api/tasks', { params: { query: { status: 'all', sort: 'name', per_page: 100 } } }))
const readProfessionals = (): Promise<Page<User>> =>
  take(
    api.GET('/api/users', {
      params: { query: { role: 'professional', sort: 'username', page: 1, per_page: 100 } },
    }),
  )

export function useChoices(): Record<'tasks' | 'professionals', ComputedRef<Choice[]>> {
  const tasks = useLoad(() => ['tasks', 'choices'], readTasks)
  const professionals = useLoad(() => ['users', 'choices'], readProfessionals)
  const any = () => ({ value: '', label: t('exports.any') })
  return {
    tasks: computed(() => [
      any(),
      ...(tasks.data.value?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
    ]),
    professionals: computed(() => [
      any(),
      ...(professionals.data.value?.items ?? []).map((one) => ({
        value: String(one.id),
        label: `${one.firstname} ${one.lastname} (${one.username})`,
      })),
    ]),
  }
}
