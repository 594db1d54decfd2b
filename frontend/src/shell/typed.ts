/** Whether somebody has typed into a form that still stands on the page. */
const forms = new Set<Element>()

export function watchTyping(): void {
  const note = ({ target }: Event) => {
    const form = target instanceof Element && target.closest('form:not([role=search])')
    if (form) forms.add(form)
  }
  document.addEventListener('input', note, { capture: true, passive: true })
}

export const hasTyped = () => [...forms].some((form) => form.isConnected)
