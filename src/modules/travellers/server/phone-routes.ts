import { z } from 'zod'
import { declaration } from '../model/declaration.ts'
import type { DeclarationState } from '../model/state.ts'
import { isPresented } from '../model/state.ts'
import { FormAnswer, PhoneStatus, Receipt } from '../model/views.ts'
import type { Context } from './context.ts'
import { todayAt } from './context.ts'
import { dossierOfDocument } from './dossier-id.ts'
import { etagOf } from './forms.ts'
import { takeCode } from './intake.ts'
import { declarationKind } from './kind.ts'
import { listCiting } from './queries.ts'
import { refusals } from './refusals.ts'
import type { Actor } from '#kernel/actor.ts'
import { OfficeId } from '#kernel/actor.ts'
import { CommandHeaders, commandIdOf } from '#platform/http/command-headers.ts'
import { ProblemError } from '#platform/http/problem.ts'
import { sendRefusal } from '#platform/http/refusal.ts'
import type { Server } from '#platform/http/server.ts'
import type { DeclarationDocument } from '#standards/qr/index.ts'

const tags = ['travellers: phones']

/** What a traveller's phone asks, without signing in. */
export const addPhoneRoutes = (app: Server, context: Context): void => {
  const { platform, forms } = context

  app.get(
    '/api/travellers/form',
    {
      schema: {
        summary: 'The questions now in force at an office',
        description: 'For the phone to keep. Refusals: no-form-in-force.',
        tags,
        querystring: z.strictObject({ office: OfficeId }),
        response: { 200: FormAnswer }
      }
    },
    async (request, reply) => {
      const { office } = request.query
      const form = await forms.inForce(office, todayAt(context, office))
      if (!form) return sendRefusal(reply, { code: 'no-form-in-force' }, refusals)
      return { form, version: form.version, etag: etagOf(form) }
    }
  )

  app.get(
    '/api/travellers/declarations/:document/status',
    {
      config: { rateLimit: { max: 600, timeWindow: '1 minute' } },
      schema: {
        summary: 'Whether a phone’s declaration has come in, and whether it was presented',
        description:
          'For whoever holds the signed code: `x-declaration-key` is the thumbprint (RFC 9679, base64url) of the key in it. Anything else is not found.',
        tags,
        params: z.strictObject({ document: z.uuid().toLowerCase() }),
        headers: z.object({ 'x-declaration-key': z.string().regex(/^[\w-]{43}$/) }),
        response: { 200: PhoneStatus }
      }
    },
    async request => {
      const status = await statusOf(context, request.params.document, request.headers['x-declaration-key'])
      if (!status) throw new ProblemError('not-found')
      return status
    }
  )

  app.post(
    '/api/travellers/declarations',
    {
      // A whole aircraft comes back to the network at once, behind one address.
      config: { rateLimit: { max: 600, timeWindow: '1 minute' } },
      schema: {
        summary: 'Lodge or correct a signed declaration: the text of its QR code',
        description:
          'The same code again gets the same receipt; a higher revision corrects until it is presented. Refusals: code-unreadable, signature-invalid, revision-superseded, revision-reused, already-presented.',
        tags,
        headers: CommandHeaders,
        body: z.strictObject({ code: z.string().max(4_296) }),
        response: { 201: z.object({ receipt: Receipt }) }
      }
    },
    async (request, reply) => {
      const { code } = request.body
      const taken = await takeCode(code, 'phone', forms)
      if (!taken.ok) return sendRefusal(reply, { code: 'code-unreadable', detail: { stage: taken.fault } }, refusals)
      const { lodging } = taken
      const { document, key } = lodging
      if (lodging.signature !== 'valid' || key === null) return sendRefusal(reply, { code: 'signature-invalid' }, refusals)
      const actor: Actor = { kind: 'traveller', id: key, office: null, grants: [] }
      const dossier = dossierOfDocument(platform.node, document.document, key)
      const answer = await platform.ledger.commandAcross({
        id: commandIdOf(request),
        actor,
        request: { code },
        reads: [{ kind: declarationKind, dossier }],
        decide: ([state], at) => {
          const decision = declaration.decide(state as DeclarationState, { type: 'lodge', ...lodging }, at)
          return decision.ok ? { ok: true, appends: [{ dossier, actions: decision.actions }] } : decision
        }
      })
      if (!answer.ok && answer.refusal.code !== 'already-lodged') return sendRefusal(reply, answer.refusal, refusals)
      return reply.code(201).send({ receipt: await receiptFor(context, dossier, key, document) })
    }
  )
}

/**
 * All dossiers of a document that this key is said to have signed: also those opened apart, for a passport it does not name. Otherwise
 * the answer would say why somebody was sent to an officer.
 */
const statusOf = async ({ platform, db }: Context, document: string, key: string): Promise<PhoneStatus | undefined> => {
  // Its own is looked up by name: strangers may cite the document as often as they like.
  const dossiers = new Set([dossierOfDocument(platform.node, document, key), ...(await listCiting(db, document))])
  const cited = await Promise.all([...dossiers].map(dossier => platform.ledger.find(declarationKind, dossier)))
  const own = cited.flatMap(found => (found && found.state.status !== 'none' && found.state.declared?.key === key ? [found.state] : []))
  if (own.length === 0) return undefined
  return { document, status: own.some(isPresented) ? 'presented' : 'lodged' }
}

const receiptFor = async (
  context: Context,
  dossier: string,
  key: string,
  { document, revision }: DeclarationDocument
): Promise<Receipt> => {
  const [found, status] = await Promise.all([context.platform.ledger.find(declarationKind, dossier), statusOf(context, document, key)])
  const lodged = found?.history.find(({ action }) => 'revision' in action.facts && action.facts.revision === revision)
  if (!lodged || !status) throw new Error(`${dossier} was lodged and is not there`)
  return { document, revision, lodgedAt: lodged.entry.recordedAt, status: status.status }
}
