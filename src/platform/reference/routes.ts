import { z } from 'zod'
import { ProblemError } from '../http/problem.ts'
import { sendRefusal } from '../http/refusal.ts'
import type { Server } from '../http/server.ts'
import type { Actors } from '../identity/actors.ts'
import { Office } from './offices.ts'
import type { OfficeStore } from './store.ts'
import { holds } from '#kernel/actor.ts'

const List = z.object({ offices: z.array(Office) })

export const addReferenceRoutes = (app: Server, offices: OfficeStore, actors: Actors): void => {
  const tags = ['reference']
  app.get(
    '/api/reference/offices',
    { schema: { summary: 'Customs offices: headquarters, regions, posts', tags, response: { 200: List } } },
    async () => ({ offices: [...offices.all()] })
  )
  app.put(
    '/api/reference/offices',
    {
      schema: {
        summary: 'Replace the tree of offices',
        description: 'For administrators of the topmost office. Refusal: not-a-tree, naming office and fault.',
        tags,
        body: z.strictObject({ offices: z.array(Office).min(1).max(5_000) }),
        response: { 200: List }
      }
    },
    async (request, reply) => {
      const actor = await actors.requirePerson(request)
      const top = offices.all()[0]?.id
      if (top !== undefined && !holds(actor, top, 'administrator')) throw new ProblemError('not-permitted')
      const replaced = await offices.replace(request.body.offices)
      if (!replaced.ok)
        return sendRefusal(reply, { code: 'not-a-tree', detail: { faults: replaced.faults } }, { 'not-a-tree': 422 } as const)
      return { offices: [...offices.all()] }
    }
  )
}
