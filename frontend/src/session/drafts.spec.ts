import { beforeEach, expect, test } from 'vitest'
import type { User } from '@/api/types'
import { draftOf, dropDraft, dropDrafts, keepDraft } from '@/session/drafts'

const carl = { id: 2 } as User
const cora = { id: 3 } as User
beforeEach(() => sessionStorage.clear())

test('what was typed comes back to who typed it, and to nobody else', () => {
  keepDraft('booking.7', carl, { remarks: 'Ring twice' })
  expect(draftOf('booking.7', carl)).toEqual({ remarks: 'Ring twice' })
  expect(draftOf('booking.7', cora)).toBeUndefined()
  expect(draftOf('booking.8', carl)).toBeUndefined()
})

test('it goes once it is sent, and all go with a sign-out', () => {
  sessionStorage.setItem('other', '1')
  keepDraft('booking.7', carl, 1)
  keepDraft('booking.8', carl, 2)
  dropDraft('booking.7')
  expect([draftOf('booking.7', carl), draftOf('booking.8', carl)]).toEqual([undefined, 2])
  dropDrafts()
  expect(Object.keys(sessionStorage)).toEqual(['other'])
})

test('nonsense in the storage is no draft', () => {
  sessionStorage.setItem('dastak.draft.x', '{')
  expect(draftOf('x', carl)).toBeUndefined()
})
