import type { MrzProblem } from './read.ts'

/** One character that may have been misread: put `suggested` there and the zone has fewer faults. Nobody but a person decides. */
export interface MrzSuggestion {
  line: number
  column: number
  found: string
  suggested: string
  /** Faults left when it is taken. */
  left: number
}

const CONFUSED = ['O0', 'Q0', 'D0', 'I1', 'L1', 'B8', 'S5', 'Z2', 'G6', 'A4', 'OQ', 'IL', '<K', '<L']

const alternatives = (character: string): string[] =>
  CONFUSED.flatMap(pair => (pair[0] === character ? [pair[1]!] : pair[1] === character ? [pair[0]!] : []))

/** Every exchange of one confusable character that leaves fewer faults, best first. */
export const suggestCorrections = (lines: string[], problems: MrzProblem[], faultsOf: (lines: string[]) => number): MrzSuggestion[] => {
  const suggestions: MrzSuggestion[] = []
  lines.forEach((line, index) => {
    for (let column = 0; column < line.length; column++) {
      const found = line.charAt(column)
      for (const suggested of alternatives(found)) {
        const corrected = lines.with(index, line.slice(0, column) + suggested + line.slice(column + 1))
        const left = faultsOf(corrected)
        if (left < problems.length) suggestions.push({ line: index + 1, column: column + 1, found, suggested, left })
      }
    }
  })
  return suggestions.sort((a, b) => a.left - b.left || a.line - b.line || a.column - b.column).slice(0, 8)
}
