/** A task as it is typed, and as the API wants it. */
import type { Category, Task } from '@/api/types'
import type { TaskIn } from '@/features/catalogue/admin'

export interface TaskValues {
  name: string
  price: string
  time_required: string
  category: Category
  description: string
}

export const blankTask = (): TaskValues => ({
  name: '',
  price: '',
  time_required: '60',
  category: 'cleaning',
  description: '',
})

export const valuesOf = (task: Task): TaskValues => ({
  name: task.name,
  price: String(task.price),
  time_required: String(task.time_required),
  category: task.category,
  description: task.description,
})

/** What nobody has touched yet takes the known task's value, so that an update changes nothing unseen. */
export function fillUntouched(values: TaskValues, task: Task): TaskValues {
  const blank = blankTask()
  const known = valuesOf(task)
  const names = (Object.keys(known) as (keyof TaskValues)[]).filter((name) => name !== 'name')
  const untouched = names.filter((name) => values[name] === blank[name])
  return { ...values, ...Object.fromEntries(untouched.map((name) => [name, known[name]])) }
}

export const bodyOf = (values: TaskValues): TaskIn => ({
  ...values,
  name: values.name.trim(),
  price: Number(values.price),
  time_required: Number(values.time_required),
})
