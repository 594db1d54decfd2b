/** Sending deliveries once more: one, or all that a list shows. */
import { ref, type Ref } from 'vue'
import { useStale } from '@/api/load'
import { t } from '@/i18n'
import { retryAll, retryDelivery, type Delivery, type Retry } from '@/features/notifications/work'
import { confirm } from '@/ui/confirm'
import { toast, toastProblem } from '@/ui/toasts'

interface Retrying {
  retry: (one: Delivery) => Promise<void>
  /** All that match, after asking; `n` is how many the list counts. */
  retryEach: (wanted: Retry, n: number) => Promise<void>
  /** The id of the one being sent again, or "all". */
  busy: Ref<number | 'all' | undefined>
}

/** One that may have arrived would then arrive twice, so that is asked first. */
async function agreed({ status, user }: Delivery): Promise<boolean> {
  if (status !== 'unknown') return true
  const text = t('deliveries.retry_text', { name: user.firstname })
  return (await confirm({ title: t('deliveries.retry_title'), text, yes: t('deliveries.retry') })) !== false
}

async function agreedAll(status: Retry['status'], n: number): Promise<boolean> {
  const title = t('deliveries.retry_all_title', { n })
  const text = t(`deliveries.retry_all_text.${status}`, { n })
  return (await confirm({ title, text, yes: t('deliveries.retry_all', { n }) })) !== false
}

export function useRetry(): Retrying {
  const stale = useStale()
  const busy = ref<number | 'all'>()

  async function run(what: number | 'all', send: () => Promise<string>): Promise<void> {
    busy.value = what
    try {
      toast(await send())
    } catch (error) {
      toastProblem(error)
    } finally {
      await stale('deliveries', 'jobs', 'stats').catch(() => undefined)
      busy.value = undefined
    }
  }

  async function retry(one: Delivery): Promise<void> {
    if (!(await agreed(one))) return
    await run(one.id, async () => {
      await retryDelivery(one.id)
      return t('deliveries.retried')
    })
  }

  async function retryEach(wanted: Retry, n: number): Promise<void> {
    if (!(await agreedAll(wanted.status, n))) return
    await run('all', async () => t('deliveries.retried_all', { n: await retryAll(wanted) }))
  }

  return { retry, retryEach, busy }
}
