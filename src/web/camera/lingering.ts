const away = 3_000

/**
 * A code that has had its answer may still be before the lens. It counts as shown again only after it was away for three seconds.
 * Times are milliseconds of any steady clock.
 */
export const createLingering = () => {
  let code: string | null = null
  let seen = -Infinity
  return {
    /** This code has had its answer, and may still be there. */
    answered: (text: string, at: number) => {
      code = text
      seen = at
    },
    /** Whether this reading is that code, which never went away. */
    isLingering: (text: string, at: number): boolean => {
      if (text !== code || at - seen > away) return false
      seen = at
      return true
    }
  }
}
