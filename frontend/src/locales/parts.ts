/** How a locale's texts are split; scripts/texts-plugin.ts does it, src/i18n brings them. */
export const PARTS = ['start', 'daily', 'rest'] as const
export type Part = (typeof PARTS)[number]

const start = /^(shell|places|roles|ui|catalogue|categories|time|problem|install)\.|^fields\.pincode$/
const daily =
  /^(actions|admin|ask|bookings?|charts|columns|copies|done|fields|inbox|invalid|lists|moves|past|people|period|person|plan|reviews|stats|status)\.|^exports\.(csv|download|look|preparing|ready|went_wrong)\b|^profile\.saved$/

/** `start` is what the first page says, `daily` what those for every day do, `rest` everything else. */
export const partOf = (key: string): Part => (start.test(key) ? 'start' : daily.test(key) ? 'daily' : 'rest')
