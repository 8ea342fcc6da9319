import type { ReactNode } from 'react'
import type { Role } from '#kernel/actor.ts'
import type { Catalogue } from '#web/i18n/index.ts'

/** What a module brings to the console. */
export interface ConsoleModule {
  name: string
  messages: Pick<Catalogue<string>, 'load'>
  /** Paths below `/console`, in the router's notation: `/board`, `/declarations/$dossier`. */
  pages: { path: string; page: () => ReactNode }[]
  /** What a person does here: the entries of the navigation. */
  queues: Queue[]
  /** Dossiers with this reference that this person may open. */
  search?(reference: string, signal: AbortSignal): Promise<Found[]>
}

export interface Queue {
  to: string
  /** Says the queue's name. */
  Name: () => ReactNode
  /** How many wait; undefined while nobody knows. */
  useCount?(this: void): number | undefined
  /** Who works on it. */
  roles: Role[]
}

export interface Found {
  reference: string
  title: string
  /** The page that shows it. */
  to: string
  params: Record<string, string>
}
