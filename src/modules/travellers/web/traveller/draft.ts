import type { Form } from '../../model/form.ts'
import { readMrz, writeName } from '#standards/mrz/index.ts'
import type { Answers, DeclaredTraveller } from '#standards/qr/index.ts'

/** A form and what the server calls this version of it. */
export interface CachedFormBody {
  form: Form
  etag: string | null
}

/** What somebody typed for one person: the zone, or the fields by hand. Nothing is thrown away when they change their mind. */
export interface PersonDraft {
  way: 'zone' | 'hand'
  zone: string
  fields: PersonFields
}

export interface PersonFields {
  familyName: string
  givenNames: string
  number: string
  issuer: string
  nationality: string
  birthDate: string
  sex: '' | 'F' | 'M' | 'X'
  expires: string
  neverExpires: boolean
}

/** A declaration while it is being filled in; an empty text is a question not answered yet. */
export interface Draft {
  date: string
  transport: string
  from: string
  people: PersonDraft[]
  answers: Answers
}

export const newPerson = (): PersonDraft => ({
  way: 'zone',
  zone: '',
  fields: {
    familyName: '',
    givenNames: '',
    number: '',
    issuer: '',
    nationality: '',
    birthDate: '',
    sex: '',
    expires: '',
    neverExpires: false
  }
})

export const newDraft = (): Draft => ({ date: '', transport: '', from: '', people: [newPerson()], answers: {} })

export type FieldName = keyof PersonFields

/** What is still wrong with the fields typed by hand. */
export const faultsOfFields = (fields: PersonFields, today: string): FieldName[] => {
  const faults: FieldName[] = []
  if (writeName(fields.familyName) === '') faults.push('familyName')
  if (!/^[A-Z0-9]{1,22}$/.test(documentNumber(fields.number))) faults.push('number')
  if (fields.issuer === '') faults.push('issuer')
  if (fields.nationality === '') faults.push('nationality')
  if (!isDay(fields.birthDate) || fields.birthDate > today) faults.push('birthDate')
  if (fields.sex === '') faults.push('sex')
  if (!fields.neverExpires && (!isDay(fields.expires) || fields.expires < today)) faults.push('expires')
  return faults
}

const documentNumber = (text: string): string => text.toUpperCase().replace(/[\s.-]/g, '')

/** Whether `YYYY-MM-DD` names a day of the calendar. */
export const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The person as the declaration names them; null while something is missing or wrong. */
export const travellerOf = (person: PersonDraft, today: string): DeclaredTraveller | null => {
  if (person.way === 'zone') return travellerOfZone(person.zone, today)
  const { fields } = person
  if (fields.sex === '' || faultsOfFields(fields, today).length > 0) return null
  return {
    familyName: zoneName(fields.familyName),
    givenNames: zoneName(fields.givenNames),
    documentCode: 'P',
    number: documentNumber(fields.number),
    issuer: fields.issuer,
    nationality: fields.nationality,
    birthDate: fields.birthDate,
    sex: fields.sex,
    expires: fields.neverExpires ? null : fields.expires
  }
}

/** Names as the zone writes them, so that the kiosk finds the same letters in the passport. */
const zoneName = (name: string): string => writeName(name).replaceAll('<', ' ').slice(0, 60)

export const travellerOfZone = (zone: string, today: string): DeclaredTraveller | null => {
  const reading = readMrz(zone, today)
  if (!reading.valid || reading.document.birthDate === null) return null
  const { familyName, givenNames, documentCode, number, issuer, nationality, birthDate, sex, expires } = reading.document
  if (expires !== null && !isDay(expires)) return null
  return { familyName, givenNames, documentCode, number, issuer, nationality, birthDate, sex, expires }
}

/** What the allowances depend on; people not yet complete have none. */
export const tripOf = (draft: Draft, today: string) => ({
  date: draft.date === '' ? today : draft.date,
  from: draft.from,
  travellers: draft.people.flatMap(person => travellerOf(person, today) ?? [])
})
