import { randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { FastifyReply } from 'fastify'
import type { Server } from './server.ts'

/**
 * Scripts only from this node. `wasm-unsafe-eval` compiles the QR reader's WebAssembly (it does not allow eval of text).
 * Style *attributes* are allowed because components position themselves with them; style *elements* need the page's nonce.
 */
const directives = (nonce?: string): Record<string, string[]> => ({
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'", ...(nonce ? [`'nonce-${nonce}'`] : [])],
  'style-src': ["'self'", ...(nonce ? [`'nonce-${nonce}'`] : [])],
  'style-src-attr': ["'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"]
})

/** Security headers on every answer. `secure`: the node is reached by HTTPS, so browsers may be told to insist. */
export const addSecurityHeaders = async (app: Server, secure: boolean): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: directives() },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' }
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()')
  })
}

/** Opens the policy for this page's own style elements (and scripts, if it carries any) with a nonce that only this answer knows. */
export const allowNonce = (reply: FastifyReply): string => {
  const nonce = randomBytes(16).toString('base64')
  reply.helmet({ contentSecurityPolicy: { useDefaults: false, directives: directives(nonce) } })
  return nonce
}
