import { sendWaiting } from '#modules/travellers/web/worker/index.tsx'
import type { WorkerScope } from '#web/worker-scope.ts'

const worker = self as unknown as WorkerScope
// The build puts the list of the app's files here, each with a digest in its name or beside it.
const files = (self as unknown as { __WB_MANIFEST: { url: string; revision: string | null }[] }).__WB_MANIFEST
const scope = new URL(worker.registration.scope)
const address = (url: string) => new URL(url, `${scope.origin}/`).href

/**
 * One cache a build: its name changes with any file. A new build waits until the app was closed, so that an open page never loses the
 * files it was made with, and a declaration half filled in is not interrupted.
 */
const version = files.map(file => `${file.url}@${file.revision ?? ''}`).join('\n')

const cacheName = async () => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(version))
  return `traveller-${Array.from(new Uint8Array(digest).slice(0, 6), byte => byte.toString(16).padStart(2, '0')).join('')}`
}

const install = async () => {
  const cache = await caches.open(await cacheName())
  await cache.addAll(files.map(file => new Request(address(file.url), { cache: file.revision === null ? 'default' : 'reload' })))
}

const activate = async () => {
  const current = await cacheName()
  for (const name of await caches.keys()) if (name.startsWith('traveller-') && name !== current) await caches.delete(name)
  await worker.clients.claim()
}

const answer = async (request: Request): Promise<Response> => {
  const cache = await caches.open(await cacheName())
  const page = request.mode === 'navigate' ? address(new URL('index.html', scope).pathname) : request.url
  const kept = await cache.match(page, { ignoreSearch: true })
  return kept ?? fetch(request)
}

worker.addEventListener('install', event => event.waitUntil(install()))
worker.addEventListener('activate', event => event.waitUntil(activate()))
worker.addEventListener('fetch', event => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== scope.origin || url.pathname.startsWith('/api/')) return
  event.respondWith(answer(event.request))
})
// The browser wakes the app when the network is back, also when its page is closed.
worker.addEventListener('sync', event => {
  if (event.tag === 'send') event.waitUntil(sendWaiting({ now: true }))
})
