/** Cancels an export that waits or runs, after asking. */
import { useStale } from '@/api/load'
import { t } from '@/i18n'
import { cancelExport } from '@/features/exports/api'
import { forget } from '@/features/exports/watch'
import { confirm } from '@/ui/confirm'
import { toast, toastProblem } from '@/ui/toasts'

export function useCancel(): (id: number) => Promise<void> {
  const stale = useStale()
  return async (id) => {
    const question = { title: t('exports.cancel_title'), text: t('exports.cancel_text'), danger: true }
    if ((await confirm({ ...question, yes: t('exports.cancel') })) === false) return
    try {
      await cancelExport(id)
      forget(id)
      toast(t('exports.cancelled'))
    } catch (error) {
      toastProblem(error)
    }
    await stale('exports')
  }
}
