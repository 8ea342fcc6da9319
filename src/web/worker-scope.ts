/** A service worker's own events and scope, as far as they are used here; the page's types know nothing of them. */
export interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void
}

export interface Fetching extends Event {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

export interface WorkerScope {
  readonly registration: ServiceWorkerRegistration
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(type: 'sync', listener: (event: Waiting & { readonly tag: string }) => void): void
}
