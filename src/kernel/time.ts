/** ISO 8601 in UTC with milliseconds, `2026-11-23T20:15:00.000Z`: sorts as text. */
export type Instant = string

/** A day of the calendar without a zone, `2026-11-23`. */
export type LocalDate = string

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/
export const DAY = 86_400_000

const bad = (text: string, what: string): RangeError => new RangeError(`"${text.slice(0, 40)}" is not ${what}`)

/** The instant of milliseconds since 1970; years 0000 to 9999 only. */
export const instant = (milliseconds: number): Instant => {
  const date = new Date(milliseconds)
  if (Number.isNaN(date.getTime())) throw new RangeError(`${milliseconds} ms is not an instant`)
  const text = date.toISOString()
  if (!instantPattern.test(text)) throw bad(text, 'in the years 0000 to 9999')
  return text
}

/** Milliseconds since 1970 of an instant; throws unless it is written exactly as {@link instant} writes it. */
export const milliseconds = (text: Instant): number => {
  const ms = instantPattern.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== text) throw bad(text, 'an instant like 2026-11-23T20:15:00.000Z')
  return ms
}

/** Whether the text is an instant, as written by {@link instant}. */
export const isInstant = (text: string): boolean => {
  try {
    milliseconds(text)
    return true
  } catch {
    return false
  }
}

/** An instant from any ISO 8601 date and time that names its zone: `2026-11-23T21:15+01:00`. */
export const parseInstant = (text: string): Instant => {
  const match = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text)
  const ms = match ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms)) throw bad(text, 'a date and time with its zone, like 2026-11-23T21:15:00+01:00')
  parseLocalDate(text.slice(0, 10))
  return instant(ms)
}

/** The instant `days` (24 hours each, may be negative or a fraction) later. */
export const plusDays = (text: Instant, days: number): Instant => instant(milliseconds(text) + Math.round(days * DAY))

/** Days of 24 hours from one instant to another, as a fraction. */
export const daysBetween = (from: Instant, to: Instant): number => (milliseconds(to) - milliseconds(from)) / DAY

const utc = (date: LocalDate): number => Date.parse(`${date}T00:00:00.000Z`)

/** A calendar day, checked: 29 February only in leap years. */
export const parseLocalDate = (text: string): LocalDate => {
  const ms = datePattern.test(text) ? utc(text) : Number.NaN
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) throw bad(text, 'a date like 2026-11-23')
  return text
}

/** Whether the text is a day of the calendar. */
export const isLocalDate = (text: string): boolean => {
  try {
    return parseLocalDate(text) === text
  } catch {
    return false
  }
}

/** The calendar day `days` later (whole days; negative goes back). */
export const addDays = (date: LocalDate, days: number): LocalDate => instant(utc(parseLocalDate(date)) + days * DAY).slice(0, 10)

/** Whole days from one calendar day to another. */
export const calendarDays = (from: LocalDate, to: LocalDate): number => (utc(parseLocalDate(to)) - utc(parseLocalDate(from))) / DAY

/** The calendar day of an instant in UTC. */
export const utcDate = (text: Instant): LocalDate => instant(milliseconds(text)).slice(0, 10)

/** Whole years from a day to another, as ages are counted: the birthday itself completes the year, 29 February on 1 March. */
export const fullYears = (from: LocalDate, to: LocalDate): number => {
  const years = Number(parseLocalDate(to).slice(0, 4)) - Number(parseLocalDate(from).slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}
