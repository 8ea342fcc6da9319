import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { mayRead } from '../model/policy.ts'
import type { Context } from './context.ts'
import { declarationKind } from './kind.ts'
import { findBoardRow } from './queries.ts'
import { OfficeId } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'
import { eventStreamReply, lastEventId, openEventStream } from '#platform/http/event-stream.ts'
import { followFeed, trustFor } from '#platform/http/feed.ts'
import { ProblemError } from '#platform/http/problem.ts'
import type { Server } from '#platform/http/server.ts'

/** Which board: an office's, or one of its gates'. */
export const BoardOf = z.strictObject({ office: OfficeId, gate: z.string().max(40).optional() })

/** A board that was away longer than this many entries asks for the whole board again. */
const CATCH_UP = 2_000

/** The board as it changes, to officers' browsers. */
export const addBoardEvents = (app: Server, { platform, db }: Context): void => {
  const requireReader = async (request: FastifyRequest, office: string): Promise<Actor> => {
    const actor = await platform.actors.requirePerson(request)
    if (!mayRead(actor, office)) throw new ProblemError('not-permitted')
    return actor
  }

  app.get(
    '/api/travellers/board/events',
    {
      schema: {
        summary: 'The board as it changes',
        description: '`row`: a row of the board as it is now. `reload`: too much was missed, fetch the board again. `ping`: still there.',
        tags: ['travellers: officers'],
        querystring: BoardOf,
        response: { 200: eventStreamReply }
      }
    },
    async (request, reply) => {
      const { office, gate } = request.query
      const reader = await requireReader(request, office)
      const position = await platform.ledger.position()
      const left = lastEventId(request, position)
      const isTooFar = position - left > CATCH_UP || left > position
      const stream = openEventStream(request, reply)
      if (isTooFar) stream.send({ event: 'reload', data: {}, id: position })
      const trust = trustFor(reader.id, async () => void (await requireReader(request, office)))
      followFeed(platform.ledger, isTooFar ? position : left, stream.signal, async entry => {
        await trust(entry)
        if (entry.kind !== declarationKind.name) return
        const row = await findBoardRow(db, entry.entry.dossier)
        // A later entry of the same dossier is on its way and brings the row.
        if (row === undefined || row.version > entry.entry.version) return
        if (row.office !== office || (gate !== undefined && row.gate !== gate)) return
        stream.send({ event: 'row', id: entry.position, data: row })
      }).catch((error: unknown) => {
        if (!(error instanceof ProblemError)) request.log.error({ err: error }, 'the board broke off')
        stream.close()
      })
      return reply
    }
  )
}
