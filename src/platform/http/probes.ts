import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Metrics } from './metrics.ts'
import { ProblemError } from './problem.ts'
import type { Server } from './server.ts'

/** Something this node needs to serve; `check` throws when it is not there. */
export interface Need {
  name: string
  check(): Promise<unknown>
}

export interface ProbeOptions {
  needs: Need[]
  isStopping(): boolean
  metrics: Metrics
  /** Absent: metrics answer only callers on this machine. */
  metricsToken?: string
}

const patience = 2_000

const Readiness = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.enum(['ok', 'failed'])) })

const outcome = async (need: Need): Promise<'ok' | 'failed'> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(new Error('late')), patience)))
  try {
    await Promise.race([need.check(), late])
    return 'ok'
  } catch {
    return 'failed'
  } finally {
    clearTimeout(timer)
  }
}

/** A proxy on this machine passes callers from elsewhere on, and says so in a header. */
const isLocal = (request: FastifyRequest): boolean =>
  ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip) && request.headers['x-forwarded-for'] === undefined

const carries = (request: FastifyRequest, token: string): boolean => {
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Liveness, readiness, metrics. */
export const addProbes = (app: Server, { needs, isStopping, metrics, metricsToken }: ProbeOptions): void => {
  const tags = ['node']
  app.get(
    '/api/health',
    { schema: { summary: 'The process answers', tags, response: { 200: z.object({ status: z.literal('alive') }) } }, logLevel: 'warn' },
    async () => ({ status: 'alive' as const })
  )
  app.get(
    '/api/ready',
    { schema: { summary: 'The node can serve', tags, response: { 200: Readiness, 503: Readiness } }, logLevel: 'warn' },
    async (_request, reply) => {
      const results = await Promise.all(needs.map(async need => [need.name, await outcome(need)] as const))
      const ready = !isStopping() && results.every(([, result]) => result === 'ok')
      return reply.code(ready ? 200 : 503).send({ ready, checks: Object.fromEntries(results) })
    }
  )
  app.get(
    '/api/metrics',
    {
      schema: {
        summary: 'Prometheus metrics',
        tags,
        response: { 200: { description: 'Text exposition format', content: { 'text/plain': { schema: z.string() } } } }
      },
      logLevel: 'warn'
    },
    async (request, reply) => {
      if (metricsToken === undefined ? !isLocal(request) : !carries(request, metricsToken)) throw new ProblemError('not-permitted')
      return reply
        .type(metrics.registry.contentType)
        .serializer(String)
        .send(await metrics.registry.metrics())
    }
  )
}
