import swagger from '@fastify/swagger'
import apiReference from '@scalar/fastify-api-reference'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from './problem.ts'
import { allowNonce } from './security.ts'
import type { Server } from './server.ts'

const noncePlaceholder = 'nonce-of-this-page'

const problemReply = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })

/** OpenAPI 3.1 at `/api/openapi.json`, browsable at `/api/docs`. Every route gets the problem replies it may send. */
export const addOpenApi = async (app: Server, version: string): Promise<void> => {
  app.addHook('onRoute', route => {
    if (!route.url.startsWith('/api/') || route.schema?.hide) return
    const response = { '4xx': problemReply('The request was refused'), '5xx': problemReply('The node could not answer') }
    route.schema = { ...route.schema, response: { ...response, ...(route.schema?.response as object | undefined) } }
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Breakwater', version, description: 'The HTTP interface of a Breakwater node.', license: { name: 'Apache-2.0' } },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'breakwater.session_token' },
          device: { type: 'http', scheme: 'bearer' }
        }
      }
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject
  })
  app.get(
    '/api/openapi.json',
    { schema: { summary: 'This document', tags: ['node'], response: { 200: z.record(z.string(), z.unknown()) } } },
    async (_request, reply) => reply.serializer(JSON.stringify).send(app.swagger() as unknown as Record<string, unknown>)
  )
  await app.register(async scope => {
    scope.addHook('onSend', async (_request, reply, payload) => {
      if (!String(reply.getHeader('content-type')).startsWith('text/html')) {
        reply.header('cache-control', 'public, max-age=86400')
        return payload
      }
      const nonce = allowNonce(reply)
      return String(payload).replaceAll(noncePlaceholder, nonce)
    })
    await scope.register(apiReference, {
      routePrefix: '/api/docs',
      // Nothing on this page talks to anybody but this node.
      configuration: {
        url: '/api/openapi.json',
        nonce: noncePlaceholder,
        pageTitle: 'Breakwater: HTTP interface',
        withDefaultFonts: false,
        telemetry: false,
        showDeveloperTools: 'never',
        hideClientButton: true,
        agent: { disabled: true },
        mcp: { disabled: true }
      }
    })
  })
}
