/**
 * Measures one page as Lighthouse's phone sees it, in a browser of its own; the order comes as JSON on standard input:
 * {chromium, flags, url, cookies: [{name, value}], slowdown}. Answers with JSON on standard output.
 */
import { readFileSync } from 'node:fs'
import lighthouse from 'lighthouse'
import puppeteer from 'puppeteer-core'

const order = JSON.parse(readFileSync(0, 'utf8'))
const browser = await puppeteer.launch({ executablePath: order.chromium, args: order.flags })
try {
  const { origin, hostname } = new URL(order.url)
  for (const cookie of order.cookies) await browser.setCookie({ ...cookie, domain: hostname, path: '/' })
  const page = await browser.newPage()
  // A phone on a slow line (Lighthouse's own figures: 150 ms, 1.6 Mbit/s), its processor by how busy this machine is.
  const throttling = { rttMs: 150, throughputKbps: 1638.4, cpuSlowdownMultiplier: order.slowdown }
  const flags = { logLevel: 'error', throttlingMethod: 'simulate', throttling, disableStorageReset: true }
  const { lhr } = await lighthouse(order.url, flags, undefined, page)
  const figure = (name) => lhr.audits[name].numericValue ?? null
  const wrong = Object.values(lhr.categories)
    .filter((category) => category.id !== 'performance')
    .flatMap((category) => category.auditRefs)
    .filter(({ id, weight }) => weight && lhr.audits[id].score === 0)
    .map(({ id }) => id)
  const scores = Object.fromEntries(
    Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)]),
  )
  const answer = {
    scores,
    paint: figure('largest-contentful-paint'),
    blocking: figure('total-blocking-time'),
    shift: figure('cumulative-layout-shift'),
    machine: lhr.environment.benchmarkIndex,
    address: lhr.finalDisplayedUrl.replace(origin, ''),
    wrong,
  }
  console.log(JSON.stringify(answer))
} finally {
  await browser.close()
}
