import { z } from 'zod'
import type { OfficerCommand, OfficerCommandName } from '../model/commands.ts'
import { OFFICER_COMMANDS } from '../model/commands.ts'
import { READERS, mayRead } from '../model/policy.ts'
import { Board, CommandAnswer, DossierPage, Found } from '../model/views.ts'
import { BoardOf } from './board-events.ts'
import type { Context } from './context.ts'
import { dossierPage } from './dossier-page.ts'
import { declarationKind } from './kind.ts'
import { findArrival, listBoard, search } from './queries.ts'
import { refusals } from './refusals.ts'
import type { Actor } from '#kernel/actor.ts'
import { CommandHeaders, commandIdOf } from '#platform/http/command-headers.ts'
import { ProblemError } from '#platform/http/problem.ts'
import { sendRefusal } from '#platform/http/refusal.ts'
import type { Server } from '#platform/http/server.ts'

const tags = ['travellers: officers']
const Dossier = z.strictObject({ dossier: z.uuid().transform(id => id.toLowerCase()) })

/** The offices whose travellers the actor may see. */
const readableOffices = (actor: Actor): string[] => [
  ...new Set(actor.grants.filter(grant => READERS.includes(grant.role)).flatMap(grant => grant.offices))
]

/** A declaration that names no office yet may be seen by whoever may see declarations anywhere. */
const maySee = (actor: Actor, office: string | null): boolean =>
  office === null ? readableOffices(actor).length > 0 : mayRead(actor, office)

/** What officers see and do, signed in. */
export const addOfficerRoutes = (app: Server, context: Context): void => {
  const { platform, db } = context

  app.get(
    '/api/travellers/board',
    { schema: { summary: 'Arrivals at an office, those referred first', tags, querystring: BoardOf, response: { 200: Board } } },
    async request => {
      const actor = await platform.actors.requirePerson(request)
      const { office, gate } = request.query
      if (!mayRead(actor, office)) throw new ProblemError('not-permitted')
      const now = platform.clock.now()
      return { arrivals: await listBoard(db, office, gate, now), asOf: now.toISOString() }
    }
  )

  app.get(
    '/api/travellers/declarations/:dossier',
    {
      schema: { summary: 'A declaration: what it is, what I may do, what happened', tags, params: Dossier, response: { 200: DossierPage } }
    },
    async request => {
      const actor = await platform.actors.requirePerson(request)
      const page = await dossierPage(context, actor, request.params.dossier)
      if (!page || !maySee(actor, page.office)) throw new ProblemError('not-found')
      return page
    }
  )

  app.get(
    '/api/travellers/search',
    {
      schema: {
        summary: 'Find declarations by reference, document id or short code',
        tags,
        querystring: z.strictObject({ reference: z.string().trim().min(3).max(60) }),
        response: { 200: z.array(Found) }
      }
    },
    async request => {
      const actor = await platform.actors.requirePerson(request)
      const offices = readableOffices(actor)
      return offices.length === 0 ? [] : search(db, request.query.reference, offices)
    }
  )

  for (const name of Object.keys(OFFICER_COMMANDS) as OfficerCommandName[]) addCommand(app, context, name)
}

const addCommand = (app: Server, { platform, db }: Context, name: OfficerCommandName): void => {
  const body = OFFICER_COMMANDS[name]
  app.post(
    `/api/travellers/declarations/:dossier/commands/${name}`,
    {
      schema: {
        summary: SUMMARIES[name],
        tags,
        headers: CommandHeaders,
        params: Dossier,
        body,
        response: { 200: CommandAnswer }
      }
    },
    async (request, reply) => {
      const actor = await platform.actors.requirePerson(request)
      const { dossier } = request.params
      const known = await findArrival(db, dossier)
      if (!known || !maySee(actor, known.office)) throw new ProblemError('not-found')
      const command = { type: name, ...request.body } as OfficerCommand
      const answer = await platform.ledger.command(declarationKind, dossier, { id: commandIdOf(request), actor }, command)
      if (!answer.ok) return sendRefusal(reply, answer.refusal, refusals)
      return { version: answer.version, actionIds: answer.actionIds }
    }
  )
}

const SUMMARIES: Record<OfficerCommandName, string> = {
  refer: 'Send somebody who was free to go to an officer',
  decide: 'Decide about a referred traveller: walk on, question, examine',
  'record-findings': 'Record what questions or the examination showed',
  'correct-decision': 'Put a decision or its findings right, with a reason'
}
