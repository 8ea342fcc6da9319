/** Ascending whole numbers as runs: 1, 2, 3, 7 → [1, 3], [7, 7]. */
export const toRanges = (numbers: Iterable<number>): [number, number][] => {
  const ranges: [number, number][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && number <= last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
}

export const inRanges = (ranges: readonly (readonly [number, number])[], number: number): boolean =>
  ranges.some(([from, to]) => number >= from && number <= to)
