/** After an upgrade an old tab may ask for files that are gone: starting afresh once brings the new ones. */
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

const serverAnswers = () =>
  fetch('/healthz', { cache: 'no-store' }).then(
    (response) => response.ok,
    () => false,
  )

/** Where the service worker's own copy has a hole, it must not answer once more with the same shell. */
async function withoutWorker(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  await (await workers?.getRegistration())?.unregister()
}

async function startAfresh(): Promise<void> {
  if (!(await serverAnswers()) || !mayReload()) return
  await withoutWorker().catch(() => undefined)
  location.reload()
}

/** Reloads the page when a part of it is missing; while the server is out of reach that would only lose the page. */
export function reloadWhenOutdated(): void {
  addEventListener('vite:preloadError', () => void startAfresh())
}
