const digits = /^\d{2}$/
const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * The date of a six-character field, `YYMMDD`: `2074-08-12`, or shorter when fillers hide the day (`2074-08`) or the month too (`2074`);
 * undefined when it is no date. The century comes from `on` (`YYYY-MM-DD`): a birth is never after it, an expiry is the nearest to it.
 */
export const readDate = (text: string, kind: 'birth' | 'expiry', on: string): string | undefined => {
  const [year, month, day] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)]
  if (!digits.test(year)) return undefined
  const parts = [month, day].filter(part => part !== '<<')
  if (month === '<<' && day !== '<<') return undefined
  if (!parts.every(part => digits.test(part))) return undefined
  if (month !== '<<' && !days[Number(month) - 1]) return undefined
  if (day !== '<<' && (Number(day) < 1 || Number(day) > days[Number(month) - 1]!)) return undefined
  const date = [String(century(year, parts, kind, on) + Number(year)), ...parts].join('-')
  return isCalendarDate(date) ? date : undefined
}

const century = (year: string, parts: string[], kind: 'birth' | 'expiry', on: string): number => {
  const here = Math.trunc(Number(on.slice(0, 4)) / 100) * 100
  if (kind === 'birth') {
    const date = [String(here + Number(year)), ...parts].join('-')
    return date > on.slice(0, date.length) ? here - 100 : here
  }
  const apart = here + Number(year) - Number(on.slice(0, 4))
  if (apart > 50) return here - 100
  return apart <= -50 ? here + 100 : here
}

/** Whether a whole date `YYYY-MM-DD` is in the calendar; shorter ones are taken as they are. */
export const isCalendarDate = (date: string): boolean => {
  const [year, month, day] = date.split('-').map(Number)
  if (month !== 2 || day !== 29) return true
  return year! % 4 === 0 && (year! % 100 !== 0 || year! % 400 === 0)
}

/** The six characters of a date that may lack its day or its month. */
export const writeDate = (date: string | null): string => {
  if (date === null) return '<<<<<<'
  const [year, month = '<<', day = '<<'] = date.split('-')
  return `${year!.slice(2)}${month}${day}`
}
