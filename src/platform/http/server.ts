import rateLimit from '@fastify/rate-limit'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { handleError, handleNotFound } from './errors.ts'
import { closeStreamsWith } from './event-stream.ts'
import { loggerOptions, routeOf } from './log.ts'
import type { LogTarget } from './log.ts'
import type { Metrics } from './metrics.ts'
import { addOpenApi } from './openapi.ts'
import { ProblemError } from './problem.ts'
import { addScreens } from './screens.ts'
import { addSecurityHeaders } from './security.ts'
import { hasUnstorableText } from './text.ts'

/** The HTTP server as modules see it: routes are typed by their zod schemas. */
export type Server = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

export interface ServerOptions {
  node: string
  newId(): string
  metrics: Metrics
  version: string
  logLevel: string
  logTarget?: LogTarget
  /** Reached by HTTPS, so cookies are secure and browsers are told to insist. */
  secure: boolean
  /** A proxy in front tells the caller's address. */
  trustProxy: boolean
  bodyLimit?: number
  /** A caller who takes longer than this to say what he wants is cut off, in milliseconds. */
  requestTimeout?: number
  /** The folder of the built screens; absent: the API alone. */
  screens?: string
}

/** The server without any module's routes: parsing by zod, problems, security headers, rate limits, logs, metrics, OpenAPI. */
export const buildServer = async (options: ServerOptions): Promise<Server> => {
  const requestTimeout = options.requestTimeout ?? 30_000
  const app: Server = fastify({
    logger: loggerOptions(options.logLevel, options.node, options.logTarget),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => options.newId(),
    trustProxy: options.trustProxy,
    bodyLimit: options.bodyLimit ?? 262_144,
    requestTimeout,
    // Node looks at the whole request only when the headers' time is the shorter one.
    http: { headersTimeout: Math.floor(requestTimeout / 2), connectionsCheckingInterval: Math.floor(requestTimeout / 3) },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 }
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  app.setNotFoundHandler(handleNotFound)
  app.decorateRequest('actorId', null)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (!request.url.startsWith('/api/')) return
    reply.header('cache-control', 'no-store')
    // Browsers say where a request comes from; pages of other sites have no business changing anything here.
    const isChange = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
    const site = String(request.headers['sec-fetch-site'])
    if (isChange && ['cross-site', 'same-site'].includes(site)) throw new ProblemError('not-permitted')
  })
  app.addHook('preValidation', async request => {
    for (const part of ['params', 'query', 'body'] as const) {
      if (!hasUnstorableText(request[part])) continue
      throw new ProblemError('bad-input', { errors: [{ field: part, rule: 'text', message: 'U+0000 and half characters are not taken.' }] })
    }
  })
  closeStreamsWith(app, options.metrics)
  measureAndLog(app, options.metrics)
  await addSecurityHeaders(app, options.secure)
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) => new ProblemError('too-many-requests', { detail: `Try again in ${context.after}.` })
  })
  await addOpenApi(app, options.version)
  if (options.screens !== undefined) await addScreens(app, options.screens)
  return app
}

const measureAndLog = (app: Server, metrics: Metrics): void => {
  app.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000
    metrics.requests.observe({ method: request.method, route: routeOf(request), status: String(reply.statusCode) }, seconds)
    request.log.info(
      { req: request, res: reply, ms: Math.round(reply.elapsedTime * 10) / 10, ...(request.actorId ? { actor: request.actorId } : {}) },
      'answered'
    )
  })
}
