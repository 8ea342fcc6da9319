import type { ScannedDocument } from '../model/actions.ts'
import type { Lodging } from '../model/commands.ts'
import { addMinutes } from '../model/dates.ts'
import { declaration } from '../model/declaration.ts'
import { findHolder, passportsOf } from '../model/gate-decision.ts'
import type { DeclarationState } from '../model/state.ts'
import { KioskAnswer, Presentation } from '../model/views.ts'
import type { Context } from './context.ts'
import { placeOf, todayAt, withoutName } from './context.ts'
import { dossierApart, dossierOfDocument } from './dossier-id.ts'
import { checkForm, takeAnswers, takeCode, takeZone } from './intake.ts'
import { declarationKind } from './kind.ts'
import { hasOpenReferral, wasPassportUsed } from './queries.ts'
import { refusals } from './refusals.ts'
import { CommandHeaders, commandIdOf } from '#platform/http/command-headers.ts'
import { sendRefusal } from '#platform/http/refusal.ts'
import type { Server } from '#platform/http/server.ts'
import type { DeviceActor } from '#platform/identity/actors.ts'

const tags = ['travellers: kiosks and gates']
/** Nobody arrives twice within an hour. */
const USED_MINUTES = 60

/** What kiosks ask, signed in as devices. */
export const addKioskRoutes = (app: Server, context: Context): void => {
  const { platform } = context

  app.post(
    '/api/travellers/kiosk/presentations',
    {
      schema: {
        summary: 'Present a declaration: gate or officer',
        description: 'The kiosk never learns why. The same command again gets the same answer.',
        tags,
        headers: CommandHeaders,
        body: Presentation,
        response: { 200: KioskAnswer }
      }
    },
    async (request, reply) => {
      const device = await platform.actors.requireDevice(request, 'kiosk')
      const command = commandIdOf(request)
      const { dossier, answer } = await present(context, device, command, request.body)
      if (!answer.ok) return sendRefusal(reply, answer.refusal, refusals)
      return kioskAnswer(context, dossier, device.id, command)
    }
  )
}

const present = async (context: Context, device: DeviceActor, command: string, body: Presentation) => {
  const { platform, forms, settings, db } = context
  const { office } = device
  const today = todayAt(context, office)
  const now = platform.clock.now().toISOString()
  const scanned = takeZone(body.mrz, today)
  const apart = dossierApart(platform.node, device.id, command)
  const taken = await read(context, body, scanned, { dossier: apart, office, today, now })
  const dossier = dossierFor(platform.node, taken.lodging, scanned) ?? apart
  const shown = passportsOf(scanned, taken.lodging?.document.travellers ?? [], taken.lodging?.signature ?? 'none')
  const [form, isOpen, isUsed] = await Promise.all([
    checkForm(taken.lodging?.document, office, forms),
    hasOpenReferral(db, shown, dossier),
    scanned ? wasPassportUsed(db, scanned, dossier, addMinutes(now, -USED_MINUTES)) : false
  ])
  const answer = await platform.ledger.commandAcross({
    id: command,
    actor: withoutName(device),
    request: body,
    reads: [{ kind: declarationKind, dossier }],
    decide: ([state], at) => {
      const decision = declaration.decide(
        state as DeclarationState,
        {
          type: 'present',
          lodging: taken.lodging,
          ...(taken.fault === undefined ? {} : { fault: taken.fault }),
          place: placeOf(device),
          today,
          scanned,
          form,
          hasOpenReferral: isOpen,
          wasPassportUsed: isUsed,
          risk: { status: 'not-assessed' },
          holds: [],
          settings
        },
        at
      )
      return decision.ok ? { ok: true, appends: [{ dossier, actions: decision.actions }] } : decision
    }
  })
  return { dossier, answer }
}

const read = async (
  { forms }: Context,
  body: Presentation,
  scanned: ScannedDocument | null,
  at: Parameters<typeof takeAnswers>[2]
): Promise<{ lodging: Lodging | null; fault?: string }> => {
  if (body.declaration !== null) {
    const lodging = await takeAnswers(body.declaration, scanned, at, forms)
    return lodging ? { lodging } : { lodging: null, fault: 'kiosk-entry' }
  }
  if (body.code === null) return { lodging: null, fault: 'camera' }
  const taken = await takeCode(body.code, 'kiosk-scan', forms)
  return taken.ok ? { lodging: taken.lodging } : { lodging: null, fault: taken.fault }
}

/** A document's own dossier is only for what its key signed, shown with a passport it names. */
const dossierFor = (node: string, lodging: Lodging | null, scanned: ScannedDocument | null): string | undefined => {
  if (lodging?.signature !== 'valid' || lodging.key === null || scanned === null) return undefined
  if (findHolder(scanned, lodging.document.travellers) < 0) return undefined
  return dossierOfDocument(node, lodging.document.document, lodging.key)
}

/** What this very command led to, whatever became of the dossier since. */
const kioskAnswer = async ({ platform }: Context, dossier: string, device: string, command: string): Promise<KioskAnswer> => {
  const found = await platform.ledger.find(declarationKind, dossier)
  for (const { entry, action } of found?.history ?? []) {
    if (entry.commandId !== command || entry.actor.id !== device || action.type !== 'travellers.declaration-presented.v1') continue
    const { outcome, shortCode, validUntil, place } = action.facts
    const step = outcome === 'gate' ? ({ picture: 'gate', light: 'green' } as const) : ({ picture: 'desk', light: 'yellow' } as const)
    return { outcome, shortCode, validUntil, gate: place.gate, step }
  }
  throw new Error(`${dossier} was presented by ${command} and does not show it`)
}
