import { addMinutes } from '../model/dates.ts'
import { declaration } from '../model/declaration.ts'
import { readShortCode } from '../model/short-code.ts'
import type { DeclarationState } from '../model/state.ts'
import { GateAnswer, Opening } from '../model/views.ts'
import type { Context } from './context.ts'
import { placeOf, withoutName } from './context.ts'
import { dossierOfDocument } from './dossier-id.ts'
import { takeCode } from './intake.ts'
import { declarationKind } from './kind.ts'
import { findByShortCode } from './queries.ts'
import { refusals } from './refusals.ts'
import { CommandHeaders, commandIdOf } from '#platform/http/command-headers.ts'
import { sendRefusal } from '#platform/http/refusal.ts'
import type { Server } from '#platform/http/server.ts'
import type { DeviceActor } from '#platform/identity/actors.ts'
import type { Answer } from '#platform/ledger/contract.ts'

const tags = ['travellers: kiosks and gates']

/** What gates ask, signed in as devices. */
export const addGateRoutes = (app: Server, context: Context): void => {
  const { platform } = context

  app.post(
    '/api/travellers/gate/openings',
    {
      schema: {
        summary: 'Open the gate once for a traveller sent there',
        tags,
        headers: CommandHeaders,
        body: Opening,
        response: { 200: GateAnswer }
      }
    },
    async (request, reply) => {
      const device = await platform.actors.requireDevice(request, 'gate')
      const shut = { outcome: 'officer' as const, openedUntil: null }
      const found = await findTraveller(context, device.office, request.body)
      if (!found) return shut
      const command = commandIdOf(request)
      const answer = await open(context, device, command, request.body, found)
      if (!answer.ok) return answer.refusal.code in refusals ? shut : sendRefusal(reply, answer.refusal, refusals)
      const dossier = await platform.ledger.find(declarationKind, found.dossier)
      const opened = dossier?.history.find(
        ({ entry, action }) => entry.commandId === command && entry.actor.id === device.id && action.type === 'travellers.gate-opened.v1'
      )
      return opened?.action.type === 'travellers.gate-opened.v1'
        ? { outcome: 'open' as const, openedUntil: opened.action.facts.openedUntil }
        : shut
    }
  )
}

interface Traveller {
  dossier: string
  /** Of the paper shown; null for a short code. */
  revision: number | null
}

const findTraveller = async (
  { platform, db, forms }: Context,
  office: string,
  { code, shortCode }: Opening
): Promise<Traveller | undefined> => {
  if (code !== null) {
    const taken = await takeCode(code, 'kiosk-scan', forms)
    if (!taken.ok || taken.lodging.signature !== 'valid' || taken.lodging.key === null) return undefined
    const { document, key } = taken.lodging
    return { dossier: dossierOfDocument(platform.node, document.document, key), revision: document.revision }
  }
  const typed = readShortCode(shortCode ?? '')
  if (typed === undefined) return undefined
  const since = addMinutes(platform.clock.now().toISOString(), -24 * 60)
  const [dossier, another] = await findByShortCode(db, office, typed, since)
  return dossier === undefined || another !== undefined ? undefined : { dossier, revision: null }
}

const open = (
  context: Context,
  device: DeviceActor,
  command: string,
  request: Opening,
  { dossier, revision }: Traveller
): Promise<Answer<keyof typeof refusals>> =>
  context.platform.ledger.commandAcross({
    id: command,
    actor: withoutName(device),
    request,
    reads: [{ kind: declarationKind, dossier }],
    decide: ([state], at) => {
      const decision = declaration.decide(
        state as DeclarationState,
        { type: 'open-gate', place: placeOf(device), revision, settings: context.settings },
        at
      )
      return decision.ok ? { ok: true, appends: [{ dossier, actions: decision.actions }] } : decision
    }
  })
