import { z } from 'zod'
import { OfficeId } from '#kernel/actor.ts'

export const OfficeKind = z.enum(['headquarters', 'region', 'post'])
export type OfficeKind = z.infer<typeof OfficeKind>

/** A zone nobody knows would stop every kiosk of the office, which asks what day it is there. */
const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A customs office. Offices form a tree: headquarters → region → post. `zone` is an IANA time zone. */
export const Office = z.object({
  id: OfficeId,
  /** By language code; English is always there. */
  name: z.record(z.string(), z.string()).refine(name => 'en' in name, 'an English name'),
  kind: OfficeKind,
  parent: OfficeId.nullable(),
  zone: z.string().refine(isZone, 'an IANA time zone')
})
export type Office = z.infer<typeof Office>

/** The offices of this installation, read once and after each change. */
export interface Offices {
  all(): readonly Office[]
  find(id: string): Office | undefined
  /** The office and every office below it. Unknown offices cover themselves, so that a grant outlives a renamed tree. */
  coveredBy(id: string): string[]
}

/** Why a list of offices is not a tree. */
export type TreeFault = { fault: 'parent-unknown' | 'parent-not-above' | 'circle' | 'id-twice'; office: string }

const rank: Record<OfficeKind, number> = { headquarters: 0, region: 1, post: 2 }

/** Checks that offices form a tree: every parent is there and of a higher kind. */
export const findTreeFaults = (offices: readonly Office[]): TreeFault[] => {
  const byId = new Map(offices.map(office => [office.id, office]))
  const twice = offices.filter((office, index) => offices.findIndex(({ id }) => id === office.id) !== index)
  const faults: TreeFault[] = twice.map(({ id }) => ({ fault: 'id-twice', office: id }))
  for (const office of offices) {
    if (office.parent === null) continue
    const parent = byId.get(office.parent)
    if (!parent) faults.push({ fault: 'parent-unknown', office: office.id })
    else if (rank[parent.kind] > rank[office.kind] || (rank[parent.kind] === rank[office.kind] && office.kind !== 'region'))
      faults.push({ fault: 'parent-not-above', office: office.id })
    else if (leadsToItself(office, byId)) faults.push({ fault: 'circle', office: office.id })
  }
  return faults
}

const leadsToItself = (office: Office, byId: ReadonlyMap<string, Office>): boolean => {
  const seen = new Set<string>()
  for (let at = office.parent; at !== null; at = byId.get(at)?.parent ?? null) {
    if (at === office.id) return true
    if (seen.has(at)) return false
    seen.add(at)
  }
  return false
}

/** Answers questions about a tree that has no faults. */
export const officeTree = (offices: readonly Office[]): Offices => {
  const sorted = [...offices].sort((a, b) => rank[a.kind] - rank[b.kind] || a.id.localeCompare(b.id, 'en'))
  const byId = new Map(sorted.map(office => [office.id, office]))
  const below = (id: string): string[] => [id, ...sorted.filter(({ parent }) => parent === id).flatMap(child => below(child.id))]
  const covered = new Map(sorted.map(({ id }) => [id, below(id)]))
  return { all: () => sorted, find: id => byId.get(id), coveredBy: id => covered.get(id) ?? [id] }
}
