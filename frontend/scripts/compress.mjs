/** Lays a .gz and a .br beside every text file that was built: the server picks them up and need not compress itself. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const text = /\.(js|css|svg|html|webmanifest|txt)$/
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }

for (const name of readdirSync(dist, { recursive: true }).filter((one) => text.test(one))) {
  const content = readFileSync(new URL(name, dist))
  writeFileSync(new URL(`${name}.gz`, dist), gzipSync(content, { level: 9 }))
  writeFileSync(new URL(`${name}.br`, dist), brotliCompressSync(content, best))
}
