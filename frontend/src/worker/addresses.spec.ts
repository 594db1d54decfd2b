import { expect, test } from 'vitest'
import { PAGES_OF_THE_SERVER } from '@/worker/addresses'

const servers = (path: string) => PAGES_OF_THE_SERVER.some((one) => one.test(path))

test.each([
  '/api/docs',
  '/api',
  '/healthz',
  '/readyz',
  '/metrics',
  '/add_customer',
  '/add_professional',
  '/check',
])('%s is the server’s', (path) => expect(servers(path)).toBe(true))
test.each(['/robots.txt', '/manifest.webmanifest', '/sw.js', '/icons/icon-192.png'])('%s is a file', (path) =>
  expect(servers(path)).toBe(true),
)
test.each(['/', '/start', '/bookings/3', '/checkout', '/apix', '/admin/users', '/join/customer'])(
  '%s is a page of the app',
  (path) => expect(servers(path)).toBe(false),
)
