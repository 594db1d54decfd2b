import { describe, expect, test } from 'vitest'
import { answerOf, reasonText } from '@/features/notifications/reasons'

describe('a reason in words', () => {
  test.each([
    ['mail', '550 5.1.1 no such user', 'The mail server does not know this address.'],
    ['mail', '552 too large', 'The mail server refused it.'],
    ['mail', '451 try again later', 'The mail server asked us to come back later.'],
    ['mail', 'TimeoutError: timed out', 'The other side could not be reached.'],
    [
      'mail',
      'SMTPServerDisconnected: Connection unexpectedly closed',
      'The other side could not be reached.',
    ],
    ['mail', 'mail is not chosen', 'This channel is not chosen by now.'],
    ['chat', '429 Quota exceeded', 'Google Chat asked us to slow down.'],
    ['chat', '503 unavailable', 'Google Chat is in trouble.'],
    ['chat', '404 Space not found', 'Google Chat no longer knows this address.'],
    ['chat', 'chat.googleapis.com has no address outside', 'The other side could not be reached.'],
    ['sms', '200 template not approved', 'The SMS gateway refused it.'],
    ['chat', 'the worker ended while it was being sent', 'It was cut off in the middle of sending.'],
    ['mail', 'OSError: [Errno 113] No route to host', 'The other side could not be reached.'],
    ['mail', 'SSLCertVerificationError: self-signed', 'The other side could not be reached.'],
    ['chat', "KeyError: 'waiting'", 'It could not be written: a fault on our side.'],
    ['app', 'who knows', 'It did not work out.'],
  ])('%s, %s', (channel, error, words) => {
    expect(reasonText(channel, error)).toBe(words)
  })

  test('that it was given up is said too', () => {
    const words = reasonText('mail', 'given up after 21 attempts: 451 try again later')
    expect(words).toBe('Given up after 21 attempts. The mail server asked us to come back later.')
  })
})

test('the answer is kept where our words leave something out', () => {
  expect(answerOf('given up after 3 attempts: 451 greylisted')).toBe('451 greylisted')
  expect(answerOf('no channel is chosen')).toBeUndefined()
})
