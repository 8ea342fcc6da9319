import { LAYOUTS, type MrzFieldName, type MrzProblem, type MrzReading } from '#standards/mrz/index.ts'

/** The groups of characters a person can find on the page; a check digit belongs to the group before it. */
export type ZoneGroup = 'document' | 'names' | 'number' | 'nationality' | 'birth' | 'sex' | 'expiry' | 'optional' | 'whole'

const groups: Record<MrzFieldName, ZoneGroup> = {
  documentCode: 'document',
  issuer: 'document',
  names: 'names',
  number: 'number',
  numberCheck: 'number',
  nationality: 'nationality',
  birthDate: 'birth',
  birthDateCheck: 'birth',
  sex: 'sex',
  expires: 'expiry',
  expiresCheck: 'expiry',
  optional: 'optional',
  optional2: 'optional',
  optionalCheck: 'optional',
  compositeCheck: 'whole'
}

/** One fault in words' terms. */
export type Fault =
  | { kind: 'length'; lengths: number[] }
  | { kind: 'character'; line: number; column: number; found: string }
  | { kind: 'group'; line: number; group: ZoneGroup; from: number; to: number }

/** What is wrong, a group once. The last digit counts over the other groups, so it is named only when they are all right. */
export const faultsOf = (reading: MrzReading): Fault[] => {
  if (reading.valid) return []
  const faults: Fault[] = []
  const named = new Set<string>()
  for (const problem of reading.problems) {
    const fault = faultOf(problem, reading)
    const name = fault.kind === 'group' ? fault.group : JSON.stringify(fault)
    if (named.has(name)) continue
    named.add(name)
    faults.push(fault)
  }
  const others = faults.filter(fault => fault.kind !== 'group' || fault.group !== 'whole')
  return others.length > 0 ? others : faults
}

const faultOf = (problem: MrzProblem, reading: MrzReading): Fault => {
  if (problem.code === 'unknown-format') return { kind: 'length', lengths: problem.lengths }
  if (problem.code === 'character') return { kind: 'character', line: problem.line, column: problem.column, found: problem.found }
  const group = groups[problem.field]
  const format = reading.document?.format
  const places = format
    ? Object.entries(LAYOUTS[format].fields).flatMap(([field, place]) =>
        groups[field as MrzFieldName] === group && place.line === problem.line ? [place] : []
      )
    : []
  return {
    kind: 'group',
    line: problem.line,
    group,
    from: Math.min(problem.column, ...places.map(place => place.from)),
    to: Math.max(problem.column, ...places.map(place => place.to))
  }
}
