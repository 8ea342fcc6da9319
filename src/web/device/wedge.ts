/**
 * A passport reader that pretends to be a keyboard types the machine-readable zone in one burst, each line ended by Enter.
 * People do not type 30 characters with less than 80 ms between them; that is how the two are told apart.
 */
export interface Wedge {
  /** One key, and when (milliseconds of any steady clock). Returns whether the key belongs to a burst. */
  press(key: string, at: number): boolean
  /** The lines of a finished burst, or null while none is. A burst is finished when no key came for 150 ms. */
  take(at: number): string[] | null
}

const gap = 80
const quiet = 150
/** The shortest zone is two lines of 36, the longest three of 30 (ICAO 9303-4 to -7). */
const shortest = 60

export const createWedge = (): Wedge => {
  let lines: string[] = []
  let line = ''
  let last = -Infinity
  const clear = () => {
    lines = []
    line = ''
  }
  return {
    press: (key, at) => {
      if (at - last > gap) clear()
      last = at
      if (key === 'Enter' || key === 'Tab') {
        if (line !== '') lines.push(line)
        line = ''
      } else if (/^[A-Za-z0-9<]$/.test(key)) line += key.toUpperCase()
      return line.length > 1 || lines.length > 0
    },
    take: at => {
      if (at - last < quiet) return null
      const read = line === '' ? lines : [...lines, line]
      if (read.join('').length < shortest) return null
      clear()
      return read
    }
  }
}
