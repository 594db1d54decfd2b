/** Asks once before something that cannot be taken back: `if (await confirm({…}))`. */
import { shallowRef } from 'vue'

export interface Question {
  title: string
  /** What will happen. */
  text: string
  yes: string
  danger?: boolean
  /** Ask for a reason as well; `confirm` then answers with it. */
  reason?: { label: string; required: boolean }
  /**
   * Does it while the question still stands: what it throws is said there, and the reason typed is not lost.
   * Without it, asking is over with the answer.
   */
  send?: (reason: string) => Promise<unknown>
}

interface Asked extends Question {
  answer: (given: string | false) => void
}

export const asked = shallowRef<Asked>()

/** The reason (empty where none was asked for), or false where the person thought better of it. */
export function confirm(question: Question): Promise<string | false> {
  asked.value?.answer(false)
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (given) => {
        asked.value = undefined
        resolve(given)
      },
    }
  })
}
