import { describe, expect, test } from 'vitest'
import { locale, maybeT, preferredLocale, setLocale, t } from '@/i18n'
import { dateTime, decimal, duration, hourOf, isoDay, money, ZONE } from '@/i18n/format'

describe('texts', () => {
  test('fill their holes and choose their plural', () => {
    expect(t('catalogue.count', { n: 1 })).toBe('1 task')
    expect(t('catalogue.count', { n: 12 })).toBe('12 tasks')
    expect(t('ui.page_of', { page: 2, pages: 7 })).toBe('Page 2 of 7')
  })

  test('follow the language, and the page says so', async () => {
    await setLocale('hi')
    expect(t('catalogue.book')).toBe('बुक करें')
    expect(document.documentElement.lang).toBe('hi')
    expect(preferredLocale()).toBe('hi')
    expect(locale.value).toBe('hi')
  })

  test('made at run time may be missing', () => {
    expect(maybeT('problem.offline')).toContain('No connection')
    expect(maybeT('problem.never_heard_of')).toBeUndefined()
  })
})

describe('figures', () => {
  test('are grouped as in India, with paise only where there are any', () => {
    expect(money(249900)).toBe('₹2,49,900')
    expect(money(99.5)).toBe('₹99.50')
  })

  test.each(['en', 'hi'] as const)('by hand are those of Intl in %s', async (language) => {
    await setLocale(language)
    const tag = `${language}-IN-u-nu-latn`
    const rupees = (digits: number) =>
      new Intl.NumberFormat(tag, {
        style: 'currency',
        currency: 'INR',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      })
    const tenth = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    for (const whole of [0, 7, 99, 100, 999, 1000, 99_999, 100_000, 1_234_567, 98_765_432, 1_000_000_000]) {
      expect(money(whole)).toBe(rupees(0).format(whole))
      expect(money(whole + 0.25)).toBe(rupees(2).format(whole + 0.25))
      expect(decimal(whole + 0.35)).toBe(tenth.format(whole + 0.35))
    }
    expect(money(-1500)).toBe(rupees(0).format(-1500))
  })

  test('of time stand in the zone of the business', () => {
    expect(dateTime('2031-11-24T13:30:00Z')).toMatch(/Mon, 24 Nov,? 2031, 7:00\u00a0pm/)
    expect(isoDay('2026-11-24T20:00:00Z')).toBe('2026-11-25')
    expect(hourOf('2026-11-24T18:30:00Z')).toBe(0)
  })

  test('of days and hours by hand are those of Intl', () => {
    const days = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE })
    const hours = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' })
    for (let at = Date.UTC(1990, 0, 1); at < Date.UTC(2060, 0, 1); at += 41 * 3_600_000 + 13 * 60_000) {
      const moment = new Date(at)
      expect(isoDay(moment)).toBe(days.format(moment))
      expect(hourOf(moment)).toBe(Number(hours.format(moment)))
    }
  })

  test('of minutes read as hours', () => {
    expect(duration(45)).toBe('45 min')
    expect(duration(240)).toBe('4 h')
    expect(duration(90)).toBe('1 h 30 min')
  })
})
