/** After an upgrade an old tab asks for files that are gone: starting afresh once brings the new ones. */
const MEMORY = 'dastak.reloaded'
/** Whatever fails again within this many ms was not mended by starting afresh. */
const PATIENCE = 60_000

/** Notes the moment; false where it was tried just now, or where nothing can be noted. */
function mayReload(): boolean {
  try {
    const last = Number(sessionStorage.getItem(MEMORY))
    sessionStorage.setItem(MEMORY, String(Date.now()))
    return Date.now() - last > PATIENCE
  } catch {
    return false
  }
}

/** Reloads the page when a part of it is missing; without a connection that would only lose the page. */
export function reloadWhenOutdated(): void {
  addEventListener('vite:preloadError', () => {
    if (navigator.onLine && mayReload()) location.reload()
  })
}
