import { describe, expect, test } from 'vitest'
import { aboutText, kindText, stateText, whereText } from '@/features/notifications/deliveries'
import { kinds } from '@/features/notifications/kinds'
import { pathOf, wordsOf } from '@/features/notifications/words'
import type { Delivery } from '@/features/notifications/work'
import backend from '@/../../backend/notifications/texts_en.py?raw'

const user = { id: 2, username: 'carl', firstname: 'Carl', lastname: 'Mathew', email: 'carl@example.com' }
const one = (more: Partial<Delivery>): Delivery => ({
  ...{ id: 1, kind: 'booking_booked', user, channel: 'mail', subject: '1:2', about: {}, status: 'pending' },
  ...{ attempts: 0, last_error: null, created_at: '2026-11-23T12:00:00Z', next_try_at: null, sent_at: null },
  ...more,
})
const now = new Date('2026-11-23T12:00:00Z')

describe('every kind that the backend sends', () => {
  const sent = [...backend.matchAll(/^ {4}"(\w+)": (?:_booking|Wording)\(/gm)].map(([, kind]) => String(kind))
  const about = { scheduled_for: '2026-11-24T12:00:00Z', task_name: 'Tap repair', rating: 4, name: 'Petra' }
  const notice = (kind: string) => ({ id: 1, kind, about, created_at: '', read_at: null })

  test('is one that the filter offers', () => {
    expect(sent.length).toBeGreaterThan(20)
    expect(sent.filter((kind) => !kinds.includes(kind))).toEqual([])
  })

  test.each([...sent, 'daily_reminder', 'monthly_report'])(
    '%s has a name and words without a gap',
    (kind) => {
      expect(kindText(kind)).not.toBe(kind.replaceAll('_', ' '))
      expect(wordsOf(notice(kind))).not.toBe('There is news')
      expect(wordsOf(notice(kind))).not.toContain('{')
    },
  )

  test.each([
    ['booking_accepted', { booking_id: 7 }, '/bookings/7'],
    ['account_approved', {}, '/inbox'],
    ['account_rejected', { reason: 'blurred' }, '/waiting'],
    ['professional_waiting', { user_id: 5 }, '/admin/users/5'],
    ['document_replaced', {}, '/admin/approvals'],
    ['monthly_report', { period: '2026-10' }, '/reports/2026-10'],
    ['daily_reminder', { date: '2026-11-23' }, '/inbox'],
    ['export_failed', {}, '/admin/exports'],
    ['channel_test', {}, '/profile'],
  ])('%s leads to the right place', (kind, about, path) => {
    expect(pathOf({ ...notice(kind), about })).toBe(path)
  })
})

describe('a delivery in words', () => {
  test.each([
    [
      { task_name: 'Tap repair', scheduled_for: '2026-11-24T12:00:00Z' },
      'Tap repair, Tue, 24 Nov, 5:30\u00a0pm',
    ],
    [{ period: '2026-10', so_far: false }, 'October 2026'],
    [{ date: '2026-11-23', waiting: 2 }, '23 Nov 2026'],
    [{ name: 'Petra Rao', user_id: 3 }, 'Petra Rao'],
    [{}, ''],
  ])('says what it was about', (about, words) => {
    expect(aboutText(one({ about }))).toBe(words)
  })

  test.each<[Partial<Delivery>, string]>([
    [{ next_try_at: '2026-11-23T11:59:00Z' }, 'Goes out in a moment.'],
    [{ next_try_at: '2026-11-23T12:30:00Z' }, 'Goes out Mon, 23 Nov, 6:00\u00a0pm.'],
    [
      { attempts: 2, next_try_at: '2026-11-23T12:30:00Z', last_error: '451 later' },
      'The mail server asked us to come back later. Next try: Mon, 23 Nov, 6:00\u00a0pm.',
    ],
    [{ status: 'sent' }, ''],
    [{ status: 'skipped', last_error: 'mail is not chosen' }, 'This channel is not chosen by now.'],
    [
      { status: 'unknown', channel: 'sms', last_error: 'the worker ended while it was being sent' },
      'It was cut off in the middle of sending. It may or may not have arrived: sending it again could make it arrive twice.',
    ],
  ])('says what became of it', (more, words) => {
    expect(stateText(one(more), now)).toBe(words)
  })

  test('names the mail address, but of other channels only the channel', () => {
    expect(whereText(one({}))).toBe('carl@example.com')
    expect(whereText(one({ channel: 'chat' }))).toBe('Google Chat')
  })
})
