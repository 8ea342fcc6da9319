import type { WorkerScope } from '#web/worker-scope.ts'

/**
 * Keeps a machine's own page in the browser, so that a machine started again while its node is down says that it is cut off, in its own
 * words, instead of showing the browser's error. The page comes from the node whenever the node answers; nothing under /api/ is kept, so
 * nobody is ever cleared by what is kept here.
 */
const worker = self as unknown as WorkerScope
// The build puts the machine's files here, and a digest of all of them.
const { version, files } = (self as unknown as { __MACHINE_FILES: { version: string; files: string[] } }).__MACHINE_FILES
const scope = new URL(worker.registration.scope)
const page = new URL('index.html', scope).href
const prefix = `machine${scope.pathname.replaceAll('/', '-')}`
const patience = 4_000

const install = async () => {
  const cache = await caches.open(prefix + version)
  await cache.addAll([new Request(page, { cache: 'reload' }), ...files.map(file => new URL(file, scope).href)])
  // These pages are never closed: a new build must not wait for that.
  await worker.skipWaiting()
}

/** The build before stays too: a page that is still open may yet ask for its parts. */
const activate = async () => {
  const kept = (await caches.keys()).filter(name => name.startsWith(prefix) && name !== prefix + version)
  for (const name of kept.slice(0, -1)) await caches.delete(name)
  await worker.clients.claim()
}

const openPage = async (request: Request): Promise<Response> => {
  const answer = await fetch(request, { signal: AbortSignal.timeout(patience) }).catch(() => undefined)
  if (answer && answer.status < 500) return answer
  const cache = await caches.open(prefix + version)
  return (await cache.match(page)) ?? answer ?? Response.error()
}

worker.addEventListener('install', event => event.waitUntil(install()))
worker.addEventListener('activate', event => event.waitUntil(activate()))
worker.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== scope.origin || url.pathname.startsWith('/api/')) return
  event.respondWith(request.mode === 'navigate' ? openPage(request) : caches.match(request).then(kept => kept ?? fetch(request)))
})
