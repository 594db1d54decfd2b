import { expect, test } from 'vitest'
import { deviceName, isPhone } from '@/features/accounts/device'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/130.0.0.0 Safari/537.36`, 'Chrome on Windows'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/130.0.0.0 Mobile Safari/537.36`, 'Chrome on Android'],
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0`, 'Edge on Windows'],
  [
    `Mozilla/5.0 (Linux; Android 13) ${WEBKIT} SamsungBrowser/25 Chrome/121 Mobile Safari/537.36`,
    'Samsung Internet on Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 (KHTML) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 (KHTML) CriOS/130 Mobile/15E148 Safari/604.1',
    'Chrome on iPhone',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605 (KHTML) Version/17.5 Safari/605.1',
    'Safari on Mac',
  ],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541) ${WEBKIT} Chrome/130 Safari/537.36 OPR/114`, 'Opera on ChromeOS'],
  ['Mozilla/5.0 (PlayStation; PlayStation 5)', 'A browser'],
  ['curl/8.5.0', 'A program'],
  ['', 'A program'],
])('%s', (agent, name) => {
  expect(deviceName(agent)).toBe(name)
})

test('a phone is told from a desk', () => {
  expect(isPhone('Mozilla/5.0 (Linux; Android 10; K) Chrome/130 Mobile Safari')).toBe(true)
  expect(isPhone('Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari')).toBe(false)
})
