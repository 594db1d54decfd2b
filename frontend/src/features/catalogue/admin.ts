/** What the admin asks of the API about tasks. */
import { api, take } from '@/api/client'
import type { components } from '@/api/schema'
import type { Page, Task, TaskQuery } from '@/api/types'

type Schemas = components['schemas']
export type TaskIn = Schemas['TaskIn']
export type TaskEdit = Schemas['TaskEdit']

const at = (task_id: number) => ({ params: { path: { task_id } } })

export const everyTask = { q: '', category: '', status: 'active', sort: 'name' }
export const listEvery = (filters: typeof everyTask, page: number): Promise<Page<Task>> =>
  take(api.GET('/api/tasks', { params: { query: { ...filters, page } as TaskQuery } }))

/** Creates the task; where its name exists, updates that one instead. Says which happened. */
export async function putTask(body: TaskIn): Promise<{ task: Task; created: boolean }> {
  const { data, response } = await api.POST('/api/tasks', { body })
  return { task: data as Task, created: response.status === 201 }
}

export const editTask = (id: number, body: TaskEdit): Promise<Task> =>
  take(api.PATCH('/api/tasks/{task_id}', { ...at(id), body }))

/** Undefined where nobody ever booked it: then it is gone, else it is retired. */
export const removeTask = (id: number): Promise<Task | undefined> =>
  take(api.DELETE('/api/tasks/{task_id}', at(id)))
