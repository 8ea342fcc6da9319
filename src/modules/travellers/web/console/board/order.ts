import { isWithOfficer } from '../words.ts'
import type { BoardRow } from '#modules/travellers/index.ts'

const rank = ({ status }: BoardRow): number => (status === 'referred' ? 0 : isWithOfficer(status) ? 1 : 2)

/** Those who wait for an officer first, the longest wait on top; then those with an officer; then all others, the latest on top. */
export const inOrder = (rows: readonly BoardRow[]): BoardRow[] =>
  [...rows].sort((a, b) => {
    const ranks = rank(a) - rank(b)
    if (ranks !== 0) return ranks
    return rank(a) === 2 ? b.presentedAt.localeCompare(a.presentedAt) : a.presentedAt.localeCompare(b.presentedAt)
  })
