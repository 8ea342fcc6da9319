import { z } from 'zod'
import type { Actors } from '../identity/actors.ts'
import { mayWatchLedger } from '../identity/policy.ts'
import type { FeedEntry, Ledger } from '../ledger/contract.ts'
import { eventStreamReply, lastEventId, openEventStream } from './event-stream.ts'
import { ProblemError } from './problem.ts'
import type { Server } from './server.ts'

const batch = 200

/**
 * Calls `take` with every entry after `position`, in order and without gaps, until the signal aborts. The ledger's wake-up is only a
 * hint: what is read is read by position.
 */
export const followFeed = async (
  ledger: Ledger,
  position: number,
  signal: AbortSignal,
  take: (entry: FeedEntry) => void | Promise<void>
): Promise<void> => {
  let wake: () => void = () => undefined
  let woken = false
  const stop = ledger.onAppended(() => {
    woken = true
    wake()
  })
  signal.addEventListener('abort', () => wake(), { once: true })
  try {
    let at = position
    while (!signal.aborted) {
      woken = false
      const entries = await ledger.feed(at, batch)
      for (const entry of entries) {
        if (signal.aborted) return
        await take(entry)
        at = entry.position
      }
      if (entries.length === 0 && !woken && !signal.aborted) await new Promise<void>(resolve => (wake = resolve))
    }
  } finally {
    stop()
  }
}

/** How long a stream trusts that its reader may still read: a session may end without an entry. */
const trustMs = 30_000

/**
 * Asks again whether a stream's reader may read: after each entry about the reader (a role taken, a person shut out) and from time to time.
 * Call it before each event; `check` throws when the reader may no longer.
 */
export const trustFor = (reader: string, check: () => Promise<void>): ((entry: FeedEntry) => Promise<void>) => {
  let checked = performance.now()
  return async ({ entry }) => {
    if (entry.dossier !== reader && performance.now() - checked < trustMs) return
    await check()
    checked = performance.now()
  }
}

/** The ledger's feed for those who watch over it: what happened, without bodies. */
export const addFeedRoute = (app: Server, ledger: Ledger, actors: Actors): void => {
  app.get(
    '/api/feed/events',
    {
      schema: {
        summary: 'What is appended to the ledger, as it happens',
        description: 'For auditors and administrators. `after` or Last-Event-ID: a feed position; absent: from now.',
        tags: ['node'],
        querystring: z.strictObject({ after: z.coerce.number().int().min(0).optional() }),
        response: { 200: eventStreamReply }
      }
    },
    async (request, reply) => {
      const actor = await actors.requirePerson(request)
      if (!mayWatchLedger(actor)) throw new ProblemError('not-permitted')
      const after = lastEventId(request, request.query.after ?? (await ledger.position()))
      const stream = openEventStream(request, reply)
      const trust = trustFor(actor.id, async () => {
        if (!mayWatchLedger(await actors.requirePerson(request))) throw new ProblemError('not-permitted')
      })
      followFeed(ledger, after, stream.signal, async entry => {
        await trust(entry)
        stream.send({ event: 'entry', id: entry.position, data: entry })
      }).catch((error: unknown) => {
        if (!(error instanceof ProblemError)) request.log.error({ err: error, actor: actor.id }, 'the feed broke off')
        stream.close()
      })
      return reply
    }
  )
}
