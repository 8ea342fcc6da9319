import { useEffect, useState, type ReactNode } from 'react'

/** Puts the app on the phone, and tells when it is there: when the service worker has every file. */
export const Kept = ({ children }: { children(ready: boolean): ReactNode }) => {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    navigator.serviceWorker.register('/traveller/service-worker.js', { scope: '/traveller/' }).catch(() => undefined)
    let over = false
    void navigator.serviceWorker.ready.then(registration => {
      const worker = registration.active
      if (!worker) return
      const tell = () => {
        if (!over && worker.state === 'activated') setReady(true)
      }
      worker.addEventListener('statechange', tell)
      tell()
    })
    return () => {
      over = true
    }
  }, [])
  return children(ready)
}
