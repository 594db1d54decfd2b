/** What stands on the page before the app does: the server sent it, and the app takes its place unnoticed. */

/** After so many ms the app starts even if nothing was painted. */
const PATIENCE = 500

/** Resolves once what was sent stands on the screen, so that the work of starting does not hold that back. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) return resolve()
    setTimeout(resolve, PATIENCE)
    // Not a frame's callback: whatever leaves the page before its frame is shown counts as never painted.
    new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true })
  })

type Control = HTMLInputElement | HTMLSelectElement

const all = <T extends HTMLElement>(selector: string) => [
  ...document.querySelectorAll<T>(`#app :is(${selector})`),
]
const controls = () => all<Control>('input, select')
const places = () => all<HTMLElement>('a, button, input, select')
const isRadio = (one: Control) => one.type === 'radio'

function touched(one: Control): boolean {
  if (one instanceof HTMLSelectElement) return [...one.options].some((o) => o.selected !== o.defaultSelected)
  return isRadio(one) ? one.checked && !one.defaultChecked : one.value !== one.defaultValue
}

/** As if it were typed or chosen now, so that the app hears of it. */
function enter(one: Control, value: string): void {
  if (isRadio(one)) (one as HTMLInputElement).checked = true
  else one.value = value
  for (const name of ['input', 'change']) one.dispatchEvent(new Event(name, { bubbles: true }))
}

/** Notes what somebody has typed, chosen and focused before the app was here; call the answer once it is. */
export function keepTyped(): () => void {
  const typed = controls().map((one) => (touched(one) ? one.value : undefined))
  const focused = places().findIndex((one) => one === document.activeElement)
  return () => {
    const now = controls()
    if (now.length === typed.length)
      typed.forEach((value, index) => {
        const one = now[index]
        if (one && value !== undefined) enter(one, value)
      })
    if (focused >= 0) places()[focused]?.focus({ preventScroll: true })
  }
}
