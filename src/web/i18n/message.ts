/** What a message's holes are filled with. */
export type Values = Record<string, string | number | Date>

type Part =
  | { is: 'text'; text: string }
  | { is: 'count' }
  | { is: 'value'; name: string; kind: 'plain' | 'number' | 'date' | 'time' }
  | { is: 'choice'; name: string; by: 'plural' | 'selectordinal' | 'select'; cases: Record<string, Part[]> }

const SYNTAX = /[{}#']/g

/**
 * Reads an ICU message: `{name}`, `{n, number}`, `{at, date}`, `{at, time}`, `{n, plural, =0 {…} one {…} other {# …}}`, `selectordinal` and
 * `select`, nested, with ICU's apostrophe quoting. The rest of ICU is refused, so that a message never shows half of its syntax.
 */
export const parseMessage = (pattern: string): Part[] => {
  let at = 0
  const fail = (wanted: string): never => {
    throw new Error(`message expects ${wanted} at ${at}: ${pattern}`)
  }
  const word = (): string => {
    const found = /^\s*([=\w-]+)\s*/.exec(pattern.slice(at))
    if (!found?.[1]) return fail('a word')
    at += found[0].length
    return found[1]
  }
  const take = (sign: string) => (pattern[at] === sign ? (at += 1) : fail(sign))
  const cases = (): Record<string, Part[]> => {
    const found: Record<string, Part[]> = {}
    while (pattern[at] !== '}') {
      const key = word()
      take('{')
      found[key] = parts(true)
      take('}')
      while (pattern[at] === ' ' || pattern[at] === '\n') at += 1
    }
    return found['other'] ? found : fail('the case "other"')
  }
  const hole = (): Part => {
    const name = word()
    if (pattern[at] === '}') return { is: 'value', name, kind: 'plain' }
    take(',')
    const kind = word()
    if (kind === 'number' || kind === 'date' || kind === 'time') return { is: 'value', name, kind }
    if (kind !== 'plural' && kind !== 'selectordinal' && kind !== 'select')
      return fail('number, date, time, plural, selectordinal or select')
    take(',')
    return { is: 'choice', name, by: kind, cases: cases() }
  }
  const parts = (inside: boolean): Part[] => {
    const found: Part[] = []
    let text = ''
    const flush = () => {
      if (text) found.push({ is: 'text', text })
      text = ''
    }
    while (at < pattern.length) {
      SYNTAX.lastIndex = at
      const next = SYNTAX.exec(pattern)?.index ?? pattern.length
      text += pattern.slice(at, next)
      at = next
      const sign = pattern[at]
      if (sign === '}') {
        if (inside) break
        fail('no closing brace')
      } else if (sign === '{') {
        flush()
        at += 1
        found.push(hole())
        take('}')
      } else if (sign === '#') {
        at += 1
        if (inside) {
          flush()
          found.push({ is: 'count' })
        } else text += '#'
      } else if (sign === "'") text += quoted(inside)
    }
    flush()
    return found
  }
  // ICU: '' is an apostrophe; an apostrophe right before a syntax character quotes up to the next one; any other stands for itself.
  const quoted = (inside: boolean): string => {
    const after = pattern[at + 1] ?? ''
    if (after === "'") return ((at += 2), "'")
    if (after !== '{' && after !== '}' && !(inside && after === '#')) return ((at += 1), "'")
    const end = pattern.indexOf("'", at + 1)
    const text = pattern.slice(at + 1, end < 0 ? undefined : end)
    at = end < 0 ? pattern.length : end + 1
    return text
  }
  return parts(false)
}

const read = new Map<string, Part[]>()

/** Fills a message in the reader's language. `isolate` keeps a left-to-right value in a right-to-left sentence from turning its neighbours round. */
export const formatMessage = (pattern: string, values: Values, locale: string, isolate = false): string => {
  let parts = read.get(pattern)
  if (!parts) read.set(pattern, (parts = parseMessage(pattern)))
  return write(parts, values, locale, isolate, undefined)
}

const write = (parts: Part[], values: Values, locale: string, isolate: boolean, count: number | undefined): string => {
  let text = ''
  for (const part of parts) {
    if (part.is === 'text') text += part.text
    else if (part.is === 'count') text += count === undefined ? '#' : new Intl.NumberFormat(locale).format(count)
    else if (part.is === 'value') text += fill(values[part.name], part.kind, locale, isolate)
    else {
      const value = values[part.name]
      const inner = part.by === 'select' ? count : Number(value)
      text += write(choose(part.cases, part.by, value, locale), values, locale, isolate, inner)
    }
  }
  return text
}

const fill = (value: Values[string] | undefined, kind: 'plain' | 'number' | 'date' | 'time', locale: string, isolate: boolean): string => {
  if (value === undefined) return ''
  if (kind === 'number') return new Intl.NumberFormat(locale).format(Number(value))
  if (kind === 'date') return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(value))
  if (kind === 'time') return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(value))
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value)
  const plain = value instanceof Date ? new Intl.DateTimeFormat(locale).format(value) : value
  return isolate ? `\u2068${plain}\u2069` : plain
}

const choose = (
  cases: Record<string, Part[]>,
  by: 'plural' | 'selectordinal' | 'select',
  value: Values[string] | undefined,
  locale: string
): Part[] => {
  const other = cases['other'] ?? []
  if (by === 'select') return cases[String(value)] ?? other
  const exact = cases[`=${String(value)}`]
  if (exact) return exact
  return cases[new Intl.PluralRules(locale, { type: by === 'plural' ? 'cardinal' : 'ordinal' }).select(Number(value))] ?? other
}

/** The names of a message's holes, sorted. */
export const holesOf = (pattern: string): string[] => {
  const names = new Set<string>()
  const walk = (parts: Part[]): void => {
    for (const part of parts) {
      if (part.is === 'value' || part.is === 'choice') names.add(part.name)
      if (part.is === 'choice') Object.values(part.cases).forEach(walk)
    }
  }
  walk(parseMessage(pattern))
  return [...names].sort()
}
