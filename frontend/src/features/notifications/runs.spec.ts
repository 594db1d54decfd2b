import { expect, test } from 'vitest'
import { brokeOff, periodText, resultText } from '@/features/notifications/runs'

type Run = Parameters<typeof resultText>[0]
const run = (more: Partial<Run>): Run => ({
  ...{ due_at: '', period: '2026-11-23', status: 'done', detail: null, asked_by: null, attempts: 1 },
  ...{ started_at: null, finished_at: null },
  ...more,
})

test.each<[Partial<Run>, string]>([
  [{ detail: 'reminders: 1' }, '1 reminder on its way.'],
  [{ detail: 'reports: 12' }, '12 reports on their way.'],
  [{ detail: 'bookings: 0' }, '0 bookings expired.'],
  [
    { status: 'skipped', detail: 'missed by more than its patience' },
    'Left out: it would have come too late.',
  ],
  [{ status: 'failed', detail: 'KeyError: 3' }, 'It broke off, and is not tried again by itself.'],
  [{ status: 'planned', detail: 'KeyError: 3' }, 'It broke off, and is tried again.'],
  [{ status: 'planned', attempts: 0 }, ''],
  [{ status: 'running' }, ''],
])('a run says what came of it', (more, words) => {
  expect(resultText(run(more))).toBe(words)
})

test('only what broke off has details', () => {
  expect(brokeOff(run({ status: 'failed' }))).toBe(true)
  expect(brokeOff(run({ status: 'planned', attempts: 0 }))).toBe(false)
  expect(brokeOff(run({}))).toBe(false)
})

test('a period is a month or a day', () => {
  expect(periodText('2026-10')).toBe('October 2026')
  expect(periodText('2026-11-23')).toBe('23 Nov 2026')
  expect(periodText('2026-11-23T12:00')).toBe('')
})
