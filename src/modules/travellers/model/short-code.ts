// No I, L, O, S, U, 0 or 1: what is left is neither misread nor a word. 29 is prime, so the check character finds every
// wrong character and every two neighbours in the wrong order.
const ALPHABET = '23456789ABCDEFGHJKMNPQRTVWXYZ'
const LENGTH = 5

/** A code for the gate, `7K4-2QD`: five characters out of a draw in [0, 1) and a check character. One in 20 million. */
export const shortCodeFrom = (draw: number): string => {
  // The leading part of the draw decides whether somebody is drawn for examination; the rest is independent of it.
  let rest = Math.floor(((draw * 1024) % 1) * ALPHABET.length ** LENGTH)
  let code = ''
  for (let index = 0; index < LENGTH; index++) {
    code += ALPHABET.charAt(rest % ALPHABET.length)
    rest = Math.floor(rest / ALPHABET.length)
  }
  const whole = code + checkCharacter(code)
  return `${whole.slice(0, 3)}-${whole.slice(3)}`
}

/** The code as it is written, from what somebody typed; undefined when it is none. */
export const readShortCode = (typed: string): string | undefined => {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  if (code.length !== LENGTH + 1 || [...code].some(character => !ALPHABET.includes(character))) return undefined
  return checkCharacter(code.slice(0, LENGTH)) === code.charAt(LENGTH) ? `${code.slice(0, 3)}-${code.slice(3)}` : undefined
}

/**
 * A declaration's short name for people and search, from the document's id (so that the phone shows it without a server), or from the
 * dossier's where the paper could not be read: `TD-4F7K-92QXB`. Not secret.
 */
export const referenceOf = (id: string): string => {
  let rest = Number.parseInt(id.replace(/-/g, '').slice(-10), 16)
  let code = ''
  for (let index = 0; index < 8; index++) {
    code += ALPHABET.charAt(rest % ALPHABET.length)
    rest = Math.floor(rest / ALPHABET.length)
  }
  return `TD-${code.slice(0, 4)}-${code.slice(4)}${checkCharacter(code)}`
}

const checkCharacter = (code: string): string => {
  const sum = [...code].reduce((total, character, index) => total + (index + 1) * ALPHABET.indexOf(character), 0)
  return ALPHABET.charAt(sum % ALPHABET.length)
}
