const DAY = 86_400_000

/** Whole years on a day. An unknown month or day of birth counts as the last one possible: nobody is taken for older than shown. */
export const ageOn = (birthDate: string, day: string): number => {
  const [year = '', month = '12', of = '31'] = birthDate.split('-')
  const years = Number(day.slice(0, 4)) - Number(year)
  return day.slice(5) < `${month}-${of}` ? years - 1 : years
}

/** The day so many days later (or, with a negative number, earlier). */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY).toISOString().slice(0, 10)

/** The time so many minutes later, ISO 8601 UTC. */
export const addMinutes = (time: string, minutes: number): string => new Date(Date.parse(time) + minutes * 60_000).toISOString()

/** The calendar day of a UTC time. */
export const dayOf = (time: string): string => time.slice(0, 10)
