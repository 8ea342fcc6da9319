import { z } from 'zod'
import { declaration } from '../model/declaration.ts'
import type { DeclarationState } from '../model/state.ts'
import { isPresented } from '../model/state.ts'
import { FormAnswer, Receipt } from '../model/views.ts'
import type { Context } from './context.ts'
import { todayAt } from './context.ts'
import { dossierOfDocument } from './dossier-id.ts'
import { etagOf } from './forms.ts'
import { takeCode } from './intake.ts'
import { declarationKind } from './kind.ts'
import { refusals } from './refusals.ts'
import type { Actor } from '#kernel/actor.ts'
import { OfficeId } from '#kernel/actor.ts'
import { CommandHeaders, commandIdOf } from '#platform/http/command-headers.ts'
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
      return reply.code(201).send({ receipt: await receiptFor(context, dossier, document) })
    }
  )
}

const receiptFor = async ({ platform }: Context, dossier: string, { document, revision }: DeclarationDocument): Promise<Receipt> => {
  const found = await platform.ledger.find(declarationKind, dossier)
  const lodged = found?.history.find(({ action }) => 'revision' in action.facts && action.facts.revision === revision)
  if (!found || !lodged) throw new Error(`${dossier} was lodged and is not there`)
  return { document, revision, lodgedAt: lodged.entry.recordedAt, status: isPresented(found.state) ? 'presented' : 'lodged' }
}
