/** Deliveries in words, and sending one again. */
import { ref, type Ref } from 'vue'
import { useStale } from '@/api/load'
import { maybeT, t } from '@/i18n'
import { retryDelivery, type Delivery } from '@/features/notifications/work'
import { confirm } from '@/ui/confirm'
import { toast, toastProblem } from '@/ui/toasts'

export const kindText = (kind: string) => maybeT(`deliveries.kind.${kind}`) ?? kind.replaceAll('_', ' ')

export const retryable = ({ status }: Delivery) => status === 'failed' || status === 'unknown'

export function useRetry(): { retry: (one: Delivery) => Promise<void>; busy: Ref<number | undefined> } {
  const stale = useStale()
  const busy = ref<number>()

  /** One that may have arrived would then arrive twice, so that is asked first. */
  async function agreed({ status, user }: Delivery): Promise<boolean> {
    if (status !== 'unknown') return true
    const text = t('deliveries.retry_text', { name: user.firstname })
    return (await confirm({ title: t('deliveries.retry_title'), text, yes: t('deliveries.retry') })) !== false
  }

  async function retry(one: Delivery): Promise<void> {
    if (!(await agreed(one))) return
    busy.value = one.id
    try {
      await retryDelivery(one.id)
      toast(t('deliveries.retried'))
    } catch (error) {
      toastProblem(error)
    } finally {
      await stale('deliveries', 'stats').catch(() => undefined)
      busy.value = undefined
    }
  }

  return { retry, busy }
}
