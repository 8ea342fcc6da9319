const first = 2_000
const longest = 5 * 60_000

/** How long to wait before the next try, in milliseconds: doubling from two seconds to five minutes, spread by half either way by `random` in [0, 1). */
export const pauseBefore = (tries: number, random: number): number =>
  Math.round(Math.min(longest, first * 2 ** Math.max(0, tries - 1)) * (0.5 + random))
