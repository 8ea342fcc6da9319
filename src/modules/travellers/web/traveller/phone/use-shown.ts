import { useEffect } from 'react'
import type { KeptDeclaration } from './kept.ts'

/** Seldom enough for everybody of a full aircraft behind one address. */
const every = 30_000

/** While the code is on the screen: learns that it was shown at a kiosk. Silence changes nothing; it is asked again. */
export const useShown = (kept: KeptDeclaration, online: boolean): void => {
  const isOpen = kept.sending?.state === 'sent' && kept.sending.status !== 'presented'
  useEffect(() => {
    if (!isOpen || !online) return
    const ask = () => {
      if (document.visibilityState !== 'visible') return
      import('./shown.ts').then(({ askWhetherShown }) => askWhetherShown(kept)).catch(() => undefined)
    }
    ask()
    const timer = setInterval(ask, every)
    document.addEventListener('visibilitychange', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [isOpen, online, kept])
}
