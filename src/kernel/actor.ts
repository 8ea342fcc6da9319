import { z } from 'zod'

/** What a person or machine may be at an office. One list for the whole house. */
export const Role = z.enum([
  'gate-officer',
  'targeting-analyst',
  'documents-officer',
  'examination-officer',
  'senior-officer',
  'cashier',
  'partner-agency-officer',
  'trader',
  'relief-organisation',
  'communications-officer',
  'crisis-manager',
  'programme-manager',
  'office-head',
  'auditor',
  'administrator',
  'device'
])
export type Role = z.infer<typeof Role>

/** A customs office's code, e.g. `HQ`, `PORT-1`. */
export const OfficeId = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,23}$/)
export type OfficeId = z.infer<typeof OfficeId>

/** A role at offices: the office it was granted at and every office below it in the tree, already resolved. */
export const Grant = z.object({ role: Role, offices: z.array(OfficeId) })
export type Grant = z.infer<typeof Grant>

/** Who acts. `traveller` is anybody with a phone (id = thumbprint of the phone's key); `system` is the node itself. */
export const Actor = z.object({
  kind: z.enum(['person', 'device', 'traveller', 'system']),
  id: z.string().min(1).max(100),
  /** The office this actor is working at now; null for travellers and the node. */
  office: OfficeId.nullable(),
  grants: z.array(Grant)
})
export type Actor = z.infer<typeof Actor>

/** Whether the actor holds one of the roles at the office (or above it). */
export const holds = (actor: Actor, office: OfficeId, ...roles: Role[]): boolean =>
  actor.grants.some(grant => roles.includes(grant.role) && grant.offices.includes(office))
