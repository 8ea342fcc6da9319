import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { handleNotFound } from './errors.ts'
import { allowNonce } from './security.ts'
import type { Server } from './server.ts'

/** The built screens: `/` and one application a folder; each finds its own pages under its own address. */
const applications = ['traveller', 'console', 'kiosk', 'gate']

/** Names with a hash of their content never change. */
const isHashed = (path: string): boolean => /[\\/]assets[\\/].*-[\w-]{8,}\.\w+$/.test(path)

/** The page that answers this path: an application's own for every address below it that is not a file. */
const pageFor = (path: string): string | undefined => {
  const [first = '', ...rest] = path.split('/').filter(Boolean)
  const last = rest.at(-1) ?? ''
  if (path === '/' || path === '/index.html') return 'index.html'
  if (!applications.includes(first) || (last.includes('.') && last !== 'index.html')) return undefined
  return join(first, 'index.html')
}

const sendPage = async (file: string, reply: FastifyReply): Promise<FastifyReply> => {
  const nonce = allowNonce(reply)
  const html = (await readFile(file, 'utf8')).replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}" content="${nonce}">`)
  return reply.code(200).type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html)
}

/**
 * Serves the built screens from `folder`. Pages carry a fresh nonce in `<meta property="csp-nonce">` for libraries that add style elements.
 */
export const addScreens = async (app: Server, folder: string): Promise<void> => {
  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? '/'
    const page = ['GET', 'HEAD'].includes(request.method) && !path.startsWith('/api/') ? pageFor(path) : undefined
    if (page === undefined || !existsSync(join(folder, page))) return handleNotFound(request, reply)
    if (/^\/[a-z]+$/.test(path)) return reply.redirect(`${path}/`, 308)
    return sendPage(join(folder, page), reply)
  })
  if (!existsSync(folder)) return
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    cacheControl: false,
    // Pages go through sendPage; the build's own records are nobody's business.
    allowedPath: path => !path.endsWith('.html') && !path.includes('/.'),
    setHeaders: (reply, path) => {
      const value = isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
      reply.header('cache-control', value)
    }
  })
}
