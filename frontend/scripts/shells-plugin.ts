/** Draws the shells (see shells.mjs) once the app is written, and before the service worker notes what they hold. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const script = fileURLToPath(new URL('shells.mjs', import.meta.url))

export const shells = (): Plugin => ({
  name: 'shells',
  apply: 'build',
  // A process of its own: it pretends to be a browser.
  writeBundle: {
    sequential: true,
    order: 'post',
    handler: () => void execFileSync(process.execPath, [script], { stdio: 'inherit' }),
  },
})
