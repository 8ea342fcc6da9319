import type { Outcome, Remembered, Work } from '../work.ts'

/** What the database said under the lock. */
export interface Found {
  dossiers: { dossier: Uint8Array; stamp: number }[]
  answers: ({ actor: string; command: Uint8Array } & Remembered)[]
  claims: { scope: string; value: string; dossier: Uint8Array }[]
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** What each work lost to; undefined for those that may be written. */
export const losses = (works: readonly Work[], found: Found): (Outcome | undefined)[] => {
  const stamps = new Map(found.dossiers.map(({ dossier, stamp }) => [text(dossier), stamp]))
  const answers = new Map(found.answers.map(row => [`${row.actor} ${text(row.command)}`, row]))
  return works.map((work): Outcome | undefined => {
    const before = work.remember && answers.get(`${work.remember.actor} ${text(work.remember.command)}`)
    if (before) return { what: 'answered', before: { salt: before.salt, digest: before.digest, answer: before.answer } }
    if (work.reads.some(({ dossier, stamp }) => (stamps.get(text(dossier)) ?? 0) !== stamp)) return { what: 'conflict' }
    const claimed = work.claims.find(claim =>
      found.claims.some(held => held.scope === claim.scope && held.value === claim.value && text(held.dossier) !== text(claim.dossier))
    )
    return claimed && { what: 'claimed', scope: claimed.scope, value: claimed.value }
  })
}
