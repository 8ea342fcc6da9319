export interface DateParts {
  day: string
  month: string
  year: string
}

const latin = (text: string): string => text.trim().replace(/[٠-٩]/g, digit => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)))

/** `YYYY-MM-DD` for what stands in three boxes; whether that day exists is for the reader to say. Nothing while a box is not filled. */
export const dayOf = ({ day, month, year }: DateParts): string => {
  const [d, m, y] = [day, month, year].map(latin)
  if (!d || !m || !y || !/^\d{1,2}$/.test(d) || !/^\d{1,2}$/.test(m) || !/^\d{4}$/.test(y)) return ''
  return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
}

export const partsOf = (value: string): DateParts => {
  const [year = '', month = '', day = ''] = value.split('-')
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}
