/**
 * A passport reader that pretends to be a keyboard types the machine-readable zone in one burst, each line ended by Enter. Keys further
 * apart do not belong together: a stray touch of a key is forgotten.
 */
export interface Wedge {
  /** One key, and when (milliseconds of any steady clock). Returns whether the key belongs to a burst. */
  press(key: string, at: number): boolean
  /** The lines of a finished burst, or null while none is. */
  take(at: number): string[] | null
}

const gap = 400
/** A reader may leave out the last Enter; after this silence nothing more will come. */
const quiet = 500
/** The shortest zone is two lines of 36, the longest three of 30 (ICAO 9303-4 to -7). */
const shortest = 60
const whole = ['30,30,30', '36,36', '44,44']

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
      const read = line === '' ? lines : [...lines, line]
      const isWhole = line === '' && whole.includes(read.map(each => each.length).join())
      if (!isWhole && (at - last < quiet || read.join('').length < shortest)) return null
      clear()
      return read
    }
  }
}
