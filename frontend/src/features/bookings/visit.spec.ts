import { expect, test } from 'vitest'
import { changesOf, rebase, still } from '@/features/bookings/visit'

const before = { day: '2026-11-25', hour: 9, address: '5 Residency Road', pincode: '560001', remarks: '' }

test('only what was changed is sent', () => {
  expect(changesOf({ ...before, remarks: 'Ring twice' }, before)).toEqual({ remarks: 'Ring twice' })
  expect(changesOf(before, before)).toEqual({})
})

test('what somebody else changed follows where it was not touched, and is told', () => {
  const values = { ...before, remarks: 'Ring twice' }
  const now = { ...before, address: '7 MG Road', remarks: 'Third floor', hour: 11 }
  const told = rebase(values, before, now)
  expect(values).toEqual({ ...now, remarks: 'Ring twice' })
  expect(told.map(({ label }) => label)).toEqual(['booking.when', 'fields.address', 'fields.remarks'])
  expect(told[0]?.now).toContain('11:00')
})

test('a time typed here stays whole', () => {
  const values = { ...before, hour: 15 }
  rebase(values, before, { ...before, day: '2026-11-27', hour: 10 })
  expect([values.day, values.hour]).toEqual(['2026-11-25', 15])
})

test('a draft forgets a moment that has passed', () => {
  const draft = { ...before, hour: 9 as number | '' }
  expect(still(draft, new Date('2026-11-25T03:00:00Z'))).toEqual(draft)
  expect(still(draft, new Date('2026-11-25T04:00:00Z'))).toMatchObject({ day: '', hour: '' })
  expect(still({ ...draft, day: '', hour: '' }, new Date())).toMatchObject({ day: '' })
})
