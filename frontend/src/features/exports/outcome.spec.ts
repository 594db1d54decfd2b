import { expect, test } from 'vitest'
import type { Export } from '@/features/exports/api'
import { outcomeText } from '@/features/exports/outcome'

const one = (more: Partial<Export>) =>
  ({ status: 'done', error: null, file_name: 'a.csv', expires_at: '2026-11-30T12:00:00Z', ...more }) as Export

test.each<[Partial<Export>, string]>([
  [{}, 'Can be downloaded until Mon, 30 Nov, 5:30\u00a0pm.'],
  [{ file_name: null }, 'The file has expired. Start the export again to have it anew.'],
  [{ status: 'failed', error: 'OSError: disk full' }, 'It broke off several times. Please start it again.'],
  [{ status: 'queued', error: 'OSError: disk full' }, 'An attempt broke off; it is tried again.'],
  [{ status: 'queued' }, ''],
  [{ status: 'cancelled' }, ''],
])('an export says what became of it', (more, words) => {
  expect(outcomeText(one(more))).toBe(words)
})
