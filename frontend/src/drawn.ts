/** Pages that are painted before any script has come: drawn at build time, sent by the server or by the worker. */
export interface Drawn {
  name: string
  /** Which addresses begin with it. */
  pattern: RegExp
  /** One of them, to draw it at. */
  example: string
  /** Shown only to whoever has signed in. */
  closed?: true
}

export const DRAWN: Drawn[] = [
  { name: 'home', pattern: /^\/$/, example: '/' },
  { name: 'dashboard', pattern: /^\/admin$/, example: '/admin', closed: true },
  { name: 'booking', pattern: /^\/bookings\/\d+$/, example: '/bookings/1', closed: true },
]

/** Everywhere else only the bars stand before the app does. */
export const BARS = 'page'

/** Where the reader's choice of language is written down for the worker, which can't read their cookies. */
export const CHOICES = 'dastak-choices'
export const LANGUAGE = '/choices/language'

/** The file that a visit to `path` begins with. */
export const shellOf = (path: string, language: string) =>
  `shells/${DRAWN.find(({ pattern }) => pattern.test(path))?.name ?? BARS}.${language}.html`
