import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { node, queries } from './node.ts'
import { Actor, OfficeId, holds, type Role } from '#kernel/actor.ts'
import { currentLanguage, useLanguage } from '#web/i18n/index.ts'

const Names = z.union([z.string(), z.record(z.string(), z.string())])

export const Office = z.object({
  id: OfficeId,
  name: Names,
  kind: z.enum(['headquarters', 'region', 'post']),
  parent: OfficeId.nullable(),
  zone: z.string().optional()
})
export type Office = z.infer<typeof Office>

const Session = z.object({
  person: z.object({ id: z.string(), name: z.string(), username: z.string() }),
  actor: Actor,
  office: OfficeId.nullable(),
  offices: z.array(Office),
  node: z.object({ name: z.string(), realm: z.string(), state: z.string() })
})
export type Session = z.infer<typeof Session>

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => node.get('/api/session', Session, signal),
  refetchInterval: 30_000,
  staleTime: 10_000
})

/** Who is signed in here, at which office, on which node. Only below the signed-in route. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery).data

export const forgetSession = (): void => queries.clear()

export const officeName = (office: Pick<Office, 'id' | 'name'> | undefined, language: string = currentLanguage()): string =>
  office === undefined ? '' : typeof office.name === 'string' ? office.name : (office.name[language] ?? office.name['en'] ?? office.id)

/** The office worked at now. */
export const useOffice = (): { id: string; name: string; zone: string | undefined } => {
  const { office, offices } = useSession()
  const language = useLanguage()
  const found = offices.find(({ id }) => id === office) ?? offices[0]
  return { id: found?.id ?? office ?? '', name: officeName(found, language), zone: found?.zone }
}

/** Whether this person holds one of the roles at the office worked at now. */
export const useHolds = (...roles: Role[]): boolean => {
  const { actor } = useSession()
  const { id } = useOffice()
  return holds(actor, id, ...roles)
}
