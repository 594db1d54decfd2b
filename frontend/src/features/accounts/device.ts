/** What somebody signed in with, read from the browser's own words: the few common names, in order of who hides whom. */
import { t } from '@/i18n'

const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bUCBrowser\//, 'UC Browser'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\b(Macintosh|Mac OS X)\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

const first = (names: [RegExp, string][], agent: string) => names.find(([sign]) => sign.test(agent))?.[1]

/** Whether it fits into a pocket: for the icon. */
export const isPhone = (agent: string) => /\b(iPhone|iPod|Android|Mobile)\b/.test(agent)

export function deviceName(agent: string): string {
  const browser = first(browsers, agent)
  const system = first(systems, agent)
  if (!browser && !/^Mozilla\//.test(agent)) return t('sign_ins.a_program')
  if (!system) return browser ?? t('sign_ins.a_browser')
  return t('sign_ins.browser', { browser: browser ?? t('sign_ins.a_browser'), system })
}
