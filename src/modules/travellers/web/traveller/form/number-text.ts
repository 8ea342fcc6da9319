const digits: Record<string, string> = Object.fromEntries([...'٠١٢٣٤٥٦٧٨٩'].map((digit, value) => [digit, String(value)]))

/** Decimal text with a point for what somebody typed, or nothing when it is no number of 15 digits and six decimals. */
export const readNumber = (typed: string): string => {
  const plain = typed
    .replace(/[٠-٩]/g, digit => digits[digit] ?? digit)
    .replace(/[\s\u00a0\u202f\u066c'’]/g, '')
    .replace(/[,\u066b]/g, '.')
  const found = /^(\d{1,15})(?:\.(\d{0,6}))?$/.exec(plain)
  if (!found?.[1]) return ''
  const whole = found[1].replace(/^0+(?=\d)/, '')
  const part = (found[2] ?? '').replace(/0+$/, '')
  return part === '' ? whole : `${whole}.${part}`
}
