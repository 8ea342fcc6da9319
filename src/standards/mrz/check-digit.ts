const WEIGHTS = [7, 3, 1]

/** What a character counts in a check digit: digits themselves, A = 10 … Z = 35, the filler 0. */
const valueOf = (character: string): number => {
  if (character === '<') return 0
  const code = character.charCodeAt(0)
  return code <= 57 ? code - 48 : code - 55
}

/** The check digit of a text of A-Z, 0-9 and `<` (ICAO 9303-3, 4.9): weights 7, 3, 1, modulo 10. */
export const checkDigit = (text: string): string => {
  let sum = 0
  for (let index = 0; index < text.length; index++) sum += valueOf(text.charAt(index)) * WEIGHTS[index % 3]!
  return String(sum % 10)
}
