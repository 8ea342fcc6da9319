import type { FastifyRequest, FastifyServerOptions } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the identity guards; logged by id, never by name. */
    actorId: string | null
  }
}

/** Where log lines go; a test or a supervisor may give its own. */
export interface LogTarget {
  write(line: string): void
}

/**
 * Structured lines without personal data: no body, no header, no address, no query string, and of the path only its pattern.
 * An identifier in a path (a reference, a document's id) would point at a person as well as a name does.
 */
export const loggerOptions = (level: string, node: string, target?: LogTarget): NonNullable<FastifyServerOptions['logger']> => ({
  level,
  base: { node },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label: string) => ({ level: label }) },
  serializers: {
    req: (request: FastifyRequest) => ({ method: request.method, route: routeOf(request) }),
    res: reply => ({ statusCode: reply.statusCode ?? 0 }),
    err: describeError
  },
  ...(target ? { stream: target } : {})
})

/** The pattern of the route, e.g. `/api/travellers/declarations/:dossier`. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none'

/** Name, code and stack. Drivers put rows into `detail`, `parameters` and `where`: those never leave. */
const describeError = (error: Error & { code?: unknown }): { type: string; message: string; stack: string; code?: string } => ({
  type: error.name,
  message: error.message,
  stack: error.stack ?? '',
  ...(typeof error.code === 'string' ? { code: error.code } : {}),
  ...(error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {})
})
