import { useEffect, useState } from 'react'
import { onKeptChanged } from './declarations.ts'
import { sendWaiting } from './sending.ts'

/** A registration that can ask to be woken when the network is back; browsers without it send when the app is open. */
interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> }
}

const askToBeWoken = async () => {
  const registration = (await navigator.serviceWorker?.getRegistration()) as SyncRegistration | undefined
  await registration?.sync?.register('send').catch(() => undefined)
}

/** Sends what waits, now and whenever there is reason to: a change, the network's return, the app coming to the front, the next try's time. */
export const useSending = (): void => {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const run = (now: boolean) => {
      clearTimeout(timer)
      sendWaiting({ now }).then(
        next => {
          if (over || next === null) return
          clearTimeout(timer)
          timer = setTimeout(() => run(false), Math.max(500, next - Date.now()))
          void askToBeWoken()
        },
        () => undefined
      )
    }
    const atOnce = () => run(true)
    const whenSeen = () => {
      if (document.visibilityState === 'visible') run(false)
    }
    const stop = onKeptChanged(() => run(false))
    addEventListener('online', atOnce)
    document.addEventListener('visibilitychange', whenSeen)
    run(true)
    return () => {
      over = true
      clearTimeout(timer)
      stop()
      removeEventListener('online', atOnce)
      document.removeEventListener('visibilitychange', whenSeen)
    }
  }, [])
}

/** Whether the browser thinks there is a network. */
export const useOnline = (): boolean => {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const change = () => setOnline(navigator.onLine)
    addEventListener('online', change)
    addEventListener('offline', change)
    return () => {
      removeEventListener('online', change)
      removeEventListener('offline', change)
    }
  }, [])
  return online
}
