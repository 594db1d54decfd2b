/** Why something was not sent, in the reader's words; the API keeps what the other side answered. */
import type { TextKey } from '@/i18n'
import { t } from '@/i18n'

type Rule = [pattern: RegExp, key: TextKey]

const ours: Rule[] = [
  [/^demo data/, 'reasons.demo'],
  [/too late/, 'reasons.too_late'],
  [/no channel is chosen/, 'reasons.no_channel'],
  [/not chosen|no longer chosen/, 'reasons.not_chosen'],
  [/no Google Chat address/, 'reasons.no_chat_address'],
  [/no phone number/, 'reasons.no_phone'],
  [/no SMS template/, 'reasons.no_template'],
  [/worker ended/, 'reasons.cut_off'],
  [/can't be put into a mail/, 'reasons.no_mail'],
]

/** What the other side answered, by the channel it went over. */
const theirs: Record<string, Rule[]> = {
  mail: [
    [/^4\d\d/, 'reasons.mail_later'],
    [/^55[013]/, 'reasons.mail_address'],
    [/^5\d\d/, 'reasons.mail_refused'],
  ],
  chat: [
    [/^429/, 'reasons.chat_later'],
    [/^5\d\d/, 'reasons.chat_trouble'],
    [/^40[134]/, 'reasons.chat_address'],
    [/^[1-4]\d\d/, 'reasons.chat_refused'],
  ],
  sms: [
    [/^(429|5\d\d)/, 'reasons.sms_later'],
    [/^\d{3} /, 'reasons.sms_refused'],
  ],
}

/** Faults come with the name of their class; those of the line with one of these, all others are our own. */
const faults: Rule[] = [
  [
    /^(Timeout|Connection\w*|BrokenPipe|OS|SSL\w*|SMTP\w*)Error\b|^(gaierror|herror|timeout)\b/,
    'reasons.unreachable',
  ],
  [
    /Disconnected\b|^(IncompleteRead|BadStatusLine|HTTPException)\b|no address outside/,
    'reasons.unreachable',
  ],
  [/^\w+Error\b/, 'reasons.broken'],
]

const GIVEN_UP = /^given up after (\d+) attempts: /

/** The reason in words: never the raw answer, which `answerOf` gives to whoever can use it. */
export function reasonText(channel: string, error: string): string {
  const tried = GIVEN_UP.exec(error)
  const rest = error.replace(GIVEN_UP, '')
  const rules = [...ours, ...(theirs[channel] ?? []), ...faults]
  const words = t(rules.find(([pattern]) => pattern.test(rest))?.[1] ?? 'reasons.other')
  return tried ? t('reasons.given_up', { n: Number(tried[1]), reason: words }) : words
}

/** What the other side said, where it said something that our words leave out. */
export function answerOf(error: string): string | undefined {
  const rest = error.replace(GIVEN_UP, '')
  return ours.some(([pattern]) => pattern.test(rest)) ? undefined : rest
}
