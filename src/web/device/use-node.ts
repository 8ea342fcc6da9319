import { useEffect, useState } from 'react'
import type { Station } from './session.ts'

const every = 10_000

/** Whether the node answered when last asked; asked every ten seconds, and at once when the browser says the network changed. */
export const useNode = (station: Station): { isThere: boolean; lost(): void } => {
  const [isThere, setThere] = useState(true)
  useEffect(() => {
    let over = false
    const ask = () =>
      void station.isNodeThere().then(there => {
        if (!over) setThere(there)
      })
    ask()
    const timer = setInterval(ask, every)
    addEventListener('online', ask)
    addEventListener('offline', ask)
    return () => {
      over = true
      clearInterval(timer)
      removeEventListener('online', ask)
      removeEventListener('offline', ask)
    }
  }, [station])
  return { isThere, lost: () => setThere(false) }
}
