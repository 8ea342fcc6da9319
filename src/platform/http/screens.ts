import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from './problem.ts'
import { allowNonce } from './security.ts'
import type { Server } from './server.ts'

/** The built screens: `/` and one application a folder; each finds its own pages under its own address. */
const applications = ['traveller', 'console', 'kiosk', 'gate']

/** Names with a hash of their content never change. */
const isHashed = (path: string): boolean => /[\\/]assets[\\/].*-[\w-]{8,}(\.\w+)+$/.test(path)

const schema = { hide: true }

/**
 * Serves the built screens from `folder`. Every address of an application that is not a file is its page. Pages carry a fresh nonce in
 * `<meta property="csp-nonce" nonce>` for libraries that add style elements.
 */
export const addScreens = async (app: Server, folder: string): Promise<void> => {
  if (!existsSync(folder)) {
    app.log.warn('the screens are not built: only the HTTP interface is served')
    return
  }
  const sendPage = async (reply: FastifyReply, page: string): Promise<FastifyReply> => {
    const file = join(folder, page)
    if (!existsSync(file)) throw new ProblemError('not-found')
    const nonce = allowNonce(reply)
    const html = (await readFile(file, 'utf8')).replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}">`)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html)
  }

  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    cacheControl: false,
    // The build leaves compressed copies beside what is worth it.
    preCompressed: true,
    // Pages go through sendPage; the build's own records are nobody's business.
    allowedPath: path => !path.endsWith('.html') && !path.endsWith('/') && !path.includes('/.'),
    setHeaders: (reply, path) => {
      reply.header('cache-control', isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    }
  })
  for (const url of ['/', '/index.html']) app.get(url, { schema }, (_request, reply) => sendPage(reply, 'index.html'))
  for (const name of applications) {
    app.get(`/${name}`, { schema }, (_request, reply) => reply.redirect(`/${name}/`, 308))
    app.get(`/${name}/*`, { schema }, (request: FastifyRequest, reply: FastifyReply) => {
      const rest = (request.params as { '*': string })['*']
      const last = rest.split('/').at(-1) ?? ''
      return last.includes('.') && last !== 'index.html' ? reply.sendFile(`${name}/${rest}`) : sendPage(reply, join(name, 'index.html'))
    })
  }
}
