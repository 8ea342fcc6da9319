import type { ProjectedRow } from './contract.ts'
import { entryHead } from './envelope.ts'
import { appliedEntries, readAction } from './history.ts'
import type { Kind } from './kinds.ts'
import type { StoredDossier } from './store.ts'

/** A dossier read once more from its beginning: its state, the rows and the claims it has now. `without` are entries whose personal part is gone or going. */
export const replay = (
  kind: Kind,
  stored: StoredDossier,
  without: ReadonlySet<number> = new Set()
): { state: unknown; rows: ProjectedRow[]; claims: { scope: string; value: string }[] } => {
  const rows: ProjectedRow[] = []
  const claims: { scope: string; value: string }[] = []
  let state = kind.declared.decider.initial as unknown
  for (const { stored: entry, envelope } of appliedEntries(stored)) {
    const action = readAction(kind, envelope, entry.facts, without.has(entry.entry) ? null : entry.personal)
    const before = state
    state = kind.evolve(before, action)
    const seen = { action, before, after: state }
    rows.push(...kind.project({ ...seen, entry: entryHead(envelope) }))
    claims.push(...kind.claim({ ...seen, dossier: envelope.dossier, version: envelope.version }))
  }
  return { state, rows, claims }
}
