import { webcrypto } from 'node:crypto'
import type { ScannedDocument } from '../model/actions.ts'
import type { Lodging } from '../model/commands.ts'
import { dayOf } from '../model/dates.ts'
import { evaluateForm } from '../model/evaluate-form.ts'
import type { FormCheck } from '../model/gate-decision.ts'
import { freeTextOf } from '../model/lodge.ts'
import type { AnswersAtKiosk } from '../model/views.ts'
import type { Forms } from './forms.ts'
import { readMrz } from '#standards/mrz/index.ts'
import type { DeclarationDocument } from '#standards/qr/index.ts'
import { DeclaredTraveller, readCode, webCryptoVerifier } from '#standards/qr/index.ts'

const verifier = webCryptoVerifier(webcrypto.subtle)

/** A code as it was read: a declaration to lodge, or which layer failed. */
export type Intake = { ok: true; lodging: Lodging } | { ok: false; fault: string }

export const takeCode = async (text: string, via: 'phone' | 'kiosk-scan', forms: Forms): Promise<Intake> => {
  const read = await readCode(text, verifier)
  if (!read.ok) return { ok: false, fault: read.fault.stage }
  const { document, thumbprint, signature } = read.code
  const form = await forms.find(document.form.id, document.form.version)
  return { ok: true, lodging: { document, key: thumbprint, signature, via, freeText: freeTextOf(form, document.answers) } }
}

/** The passport, when its zone is read without a fault. */
export const takeZone = (zone: string | null, today: string): ScannedDocument | null => {
  const reading = zone === null ? undefined : readMrz(zone, today)
  // A visa has a zone too, but is no travel document: it could stand in for a passport that ended.
  if (!reading?.valid || reading.document.format.startsWith('MRV')) return null
  const { documentCode, issuer, number, familyName, givenNames, nationality, birthDate, sex, expires } = reading.document
  return { documentCode, issuer, number, familyName, givenNames, nationality, birthDate, sex, expires }
}

export interface AtKiosk {
  dossier: string
  office: string
  today: string
  now: string
}

/** A declaration made at the kiosk by the passport's holder. Undefined when the passport does not say who that is. */
export const takeAnswers = async (
  made: AnswersAtKiosk,
  scanned: ScannedDocument | null,
  at: AtKiosk,
  forms: Forms
): Promise<Lodging | undefined> => {
  const traveller = DeclaredTraveller.safeParse(scanned)
  if (!traveller.success) return undefined
  const document: DeclarationDocument = {
    document: at.dossier,
    revision: 1,
    declaredAt: at.now.replace(/\.\d{3}Z$/, '.000Z'),
    form: made.form,
    arrival: { date: at.today, office: at.office, transport: made.transport, from: made.from },
    travellers: [traveller.data],
    answers: made.answers
  }
  const form = await forms.find(made.form.id, made.form.version)
  return { document, key: null, signature: 'none', via: 'kiosk-entry', freeText: freeTextOf(form, made.answers) }
}

/** What the node's forms say about a declaration at an office. */
export const checkForm = async (document: DeclarationDocument | undefined, office: string, forms: Forms): Promise<FormCheck> => {
  const form = document && (await forms.find(document.form.id, document.form.version))
  if (!form) return { known: false }
  const inForce = await forms.inForce(office, dayOf(document.declaredAt))
  const { date, from } = document.arrival
  return {
    known: true,
    isOutdated: inForce?.id !== form.id || inForce.version !== form.version,
    validDays: form.validDays,
    evaluation: evaluateForm(form, document.answers, { date, from, travellers: document.travellers })
  }
}

/** The calendar day at an office. */
export const dayAt = (now: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now)
