/** Retires and revives tasks, after asking where it takes something away. */
import { useStale } from '@/api/load'
import type { Task } from '@/api/types'
import { t } from '@/i18n'
import { putTask, removeTask } from '@/features/catalogue/admin'
import { confirm } from '@/ui/confirm'
import { toast, toastProblem } from '@/ui/toasts'

interface TaskMoves {
  retire: (task: Task) => Promise<void>
  revive: (task: Task) => Promise<void>
}

export function useTaskMoves(): TaskMoves {
  const stale = useStale()

  async function tell(done: () => Promise<string>): Promise<void> {
    try {
      toast(await done())
    } catch (error) {
      toastProblem(error)
    }
    await stale('tasks', 'stats').catch(() => undefined)
  }

  async function retire(task: Task): Promise<void> {
    const words = { title: t('tasks.retire_title', { name: task.name }), text: t('tasks.retire_text') }
    if ((await confirm({ ...words, yes: t('tasks.retire'), danger: true })) === false) return
    await tell(async () => {
      const left = await removeTask(task.id)
      return t(left ? 'tasks.retired' : 'tasks.gone', { name: task.name })
    })
  }

  /** Entering the name again is what revives a task; everything else keeps its value. */
  const revive = (task: Task) =>
    tell(async () => {
      await putTask({ name: task.name })
      return t('tasks.revived', { name: task.name })
    })

  return { retire, revive }
}
