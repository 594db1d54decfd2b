/** "Send me a test": asks for one, and then how it went, every two seconds for a minute at most. */
import { computed, ref, type Ref } from 'vue'
import type { Loaded } from '@/api/load'
import { asProblem } from '@/api/problem'
import { t } from '@/i18n'
import { testChannel, underWay, type Channel } from '@/features/notifications/channels'
import { toast, toastProblem } from '@/ui/toasts'
import { usePolling } from '@/ui/usePolling'

const MINUTE = 60_000

export interface Tests {
  /** The channel that a test is being asked for. */
  busy: Ref<string | undefined>
  /** No longer asked for, though a test is still on its way. */
  overdue: Ref<boolean>
  ask: (channel: string) => Promise<void>
}

export function useChannelTests(loaded: Loaded<Channel[]>): Tests {
  const busy = ref<string>()
  const overdue = ref(false)
  const waiting = computed(() => (loaded.data.value ?? []).some((one) => underWay(one.last_test)))
  let until = Date.now() + MINUTE

  usePolling(() => {
    if (!waiting.value || overdue.value) return undefined
    overdue.value = Date.now() > until
    return overdue.value ? undefined : loaded.reload()
  }, 2)

  function refused(error: unknown): void {
    const { status, code } = asProblem(error)
    if (status === 409 && code === 'unavailable') toast(t('channels.no_test'), { kind: 'problem' })
    else toastProblem(error)
  }

  async function ask(channel: string): Promise<void> {
    busy.value = channel
    try {
      await testChannel(channel)
      until = Date.now() + MINUTE
      overdue.value = false
    } catch (error) {
      refused(error)
    } finally {
      await loaded.reload().catch(() => undefined)
      busy.value = undefined
    }
  }

  return { busy, overdue, ask }
}
