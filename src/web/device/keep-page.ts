import type { DeviceKind } from './store.ts'

/** Keeps this machine's page in the browser, for a start while its node is down. Without it the machine works all the same. */
export const keepPage = (kind: DeviceKind): void => {
  if ('serviceWorker' in navigator)
    navigator.serviceWorker.register(`/${kind}/service-worker.js`, { scope: `/${kind}/` }).catch(() => undefined)
}
