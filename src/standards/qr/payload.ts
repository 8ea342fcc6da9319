import type { Cbor } from './cbor.ts'
import type { Answer, DeclarationDocument, DeclaredTraveller } from './document.ts'
import { DeclarationDocument as Schema } from './document.ts'

const DOCUMENT = 1
const REVISION = 2
const DECLARED_AT = 3
const FORM = 4
const ARRIVAL = 5
const TRAVELLERS = 6
const ANSWERS = 7

const AMOUNT = 0
const QUANTITY = 1

/** The document as CBOR with integer keys; the table is in docs/qr-format.md. */
export const toPayload = (document: DeclarationDocument): Map<number, Cbor> =>
  new Map<number, Cbor>([
    [DOCUMENT, uuidBytes(document.document)],
    [REVISION, document.revision],
    [DECLARED_AT, Date.parse(document.declaredAt) / 1000],
    [FORM, [document.form.id, document.form.version]],
    [ARRIVAL, [dateNumber(document.arrival.date), document.arrival.office, document.arrival.transport, document.arrival.from]],
    [TRAVELLERS, document.travellers.map(fromTraveller)],
    [ANSWERS, new Map(Object.entries(document.answers).map(([question, answer]) => [Number(question), fromAnswer(answer)]))]
  ])

/** The document, or undefined when the CBOR is of another shape or its values are not allowed. */
export const fromPayload = (payload: Cbor): DeclarationDocument | undefined => {
  if (!(payload instanceof Map) || payload.size !== 7) return undefined
  const [form, arrival, travellers, answers] = [FORM, ARRIVAL, TRAVELLERS, ANSWERS].map(key => payload.get(key))
  if (!isList(form, 2) || !isList(arrival, 4) || !Array.isArray(travellers) || !(answers instanceof Map)) return undefined
  const [date, office, transport, from] = arrival
  const parsed = Schema.safeParse({
    document: toUuid(payload.get(DOCUMENT)),
    revision: payload.get(REVISION),
    declaredAt: toTime(payload.get(DECLARED_AT)),
    form: { id: form[0], version: form[1] },
    arrival: { date: toDate(date), office, transport, from },
    travellers: travellers.map(toTraveller),
    answers: Object.fromEntries([...answers].map(([question, answer]) => [String(question), toAnswer(answer)]))
  })
  return parsed.success ? parsed.data : undefined
}

const isList = (value: Cbor | undefined, length: number): value is Cbor[] => Array.isArray(value) && value.length === length

// The nationality is left out where it is the issuer, as in nearly every passport.
const fromTraveller = (traveller: DeclaredTraveller): Cbor => [
  traveller.familyName,
  traveller.givenNames,
  traveller.documentCode,
  traveller.number,
  traveller.issuer,
  traveller.nationality === traveller.issuer ? null : traveller.nationality,
  dateNumber(traveller.birthDate),
  traveller.sex,
  traveller.expires === null ? null : dateNumber(traveller.expires)
]

const toTraveller = (value: Cbor): unknown => {
  if (!isList(value, 9)) return undefined
  const [familyName, givenNames, documentCode, number, issuer, nationality, birthDate, sex, expires] = value
  if (nationality === issuer) return undefined
  return {
    familyName,
    givenNames,
    documentCode,
    number,
    issuer,
    nationality: nationality ?? issuer,
    birthDate: toDate(birthDate),
    sex,
    expires: expires === null ? null : toDate(expires)
  }
}

const fromAnswer = (answer: Answer): Cbor => {
  if (typeof answer === 'boolean' || typeof answer === 'string') return answer
  return 'currency' in answer ? [AMOUNT, answer.amount, answer.currency] : [QUANTITY, answer.value, answer.unit]
}

const toAnswer = (value: Cbor): unknown => {
  if (!isList(value, 3)) return value
  const [kind, number, of] = value
  if (kind === AMOUNT) return { amount: number, currency: of }
  return kind === QUANTITY ? { value: number, unit: of } : undefined
}

/** `2026-11-23` as 20261123; an unknown month or day as 00. */
const dateNumber = (date: string): number => {
  const [year, month = '00', day = '00'] = date.split('-')
  return Number(`${year}${month}${day}`)
}

const toDate = (value: Cbor | undefined): string | undefined => {
  if (typeof value !== 'number') return undefined
  const digits = String(value).padStart(8, '0')
  const parts = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]
  if (digits.length !== 8 || (parts[1] === '00' && parts[2] !== '00')) return undefined
  return parts.filter(part => part !== '00').join('-')
}

const toTime = (value: Cbor | undefined): string | undefined =>
  typeof value === 'number' && value >= 0 ? new Date(value * 1000).toISOString() : undefined

const uuidBytes = (uuid: string): Uint8Array =>
  Uint8Array.from((uuid.replace(/-/g, '').match(/../g) ?? []).map(pair => Number.parseInt(pair, 16)))

const toUuid = (value: Cbor | undefined): string | undefined => {
  if (!(value instanceof Uint8Array) || value.length !== 16) return undefined
  const hex = [...value].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
