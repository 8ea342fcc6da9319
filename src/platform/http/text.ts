/**
 * Whether a text, wherever it is in what a caller sent, holds U+0000 or half a surrogate pair. The two databases treat those differently,
 * so they stop at the edge. Without recursion: a body may be nested as deep as it is long.
 */
export const hasUnstorableText = (sent: unknown): boolean => {
  const waiting: unknown[] = [sent]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'string') {
      if (value.includes('\u0000') || !value.isWellFormed()) return true
    } else if (value !== null && typeof value === 'object') {
      for (const [key, part] of Object.entries(value)) waiting.push(key, part)
    }
  }
  return false
}
