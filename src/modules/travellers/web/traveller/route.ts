import { useEffect, useState } from 'react'

/** Where the app is: home, a page of a declaration, or its code. Kept in the address, so that the phone's own back button works. */
export type Route = { at: 'home' } | { at: 'page'; document: string; place: string; returning: boolean } | { at: 'code'; document: string }

export const readRoute = (hash: string): Route => {
  const [document, place, mark] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent)
  if (!document || !place) return { at: 'home' }
  return place === 'code' ? { at: 'code', document } : { at: 'page', document, place, returning: mark === 'change' }
}

export const writeRoute = (route: Route): string => {
  if (route.at === 'home') return '#/'
  const place = route.at === 'code' ? 'code' : route.place
  return `#/${encodeURIComponent(route.document)}/${encodeURIComponent(place)}${route.at === 'page' && route.returning ? '/change' : ''}`
}

/** The route, and a way to another one; `replace` leaves no step for the back button. */
export const useRoute = (): [Route, (route: Route, replace?: boolean) => void] => {
  const [route, setRoute] = useState(() => readRoute(location.hash))
  useEffect(() => {
    const change = () => setRoute(readRoute(location.hash))
    addEventListener('hashchange', change)
    addEventListener('popstate', change)
    return () => {
      removeEventListener('hashchange', change)
      removeEventListener('popstate', change)
    }
  }, [])
  const go = (next: Route, replace = false) => {
    history[replace ? 'replaceState' : 'pushState'](null, '', location.pathname + location.search + writeRoute(next))
    setRoute(next)
  }
  return [route, go]
}
