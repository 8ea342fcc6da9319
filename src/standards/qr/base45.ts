const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Bytes as text of the QR code's alphanumeric mode (RFC 9285). */
export const encodeBase45 = (bytes: Uint8Array): string => {
  let text = ''
  for (let index = 0; index < bytes.length; index += 2) {
    const low = bytes[index]!
    const high = bytes[index + 1]
    let rest = high === undefined ? low : low * 256 + high
    for (let count = high === undefined ? 2 : 3; count > 0; count--) {
      text += ALPHABET.charAt(rest % 45)
      rest = Math.trunc(rest / 45)
    }
  }
  return text
}

/** The bytes of a base45 text, or the place (from 0) of the first character that cannot be. */
export const decodeBase45 = (text: string): { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; at: number } => {
  const bytes: number[] = []
  for (let index = 0; index < text.length; index += 3) {
    const digits = [...text.slice(index, index + 3)].map(character => ALPHABET.indexOf(character))
    const wrong = digits.indexOf(-1)
    if (wrong >= 0) return { ok: false, at: index + wrong }
    const [low = 0, middle = 0, high = 0] = digits
    const value = low + middle * 45 + high * 2025
    if (digits.length === 1 || value > (digits.length === 3 ? 0xffff : 0xff)) return { ok: false, at: index }
    if (digits.length === 3) bytes.push(value >>> 8, value & 255)
    else bytes.push(value)
  }
  return { ok: true, bytes: Uint8Array.from(bytes) }
}
