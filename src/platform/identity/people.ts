import { createHash } from 'node:crypto'
import type { Ledger, LedgerRefusalCode } from '../ledger/contract.ts'
import type { Offices } from '../reference/offices.ts'
import type { Accounts } from './accounts.ts'
import type { IssuedCode, OneTimeCodes } from './one-time-codes.ts'
import { person as personKind } from './person.ts'
import type { HeldRole, PersonCommand, PersonRefusalCode } from './person.ts'
import type { Actor, OfficeId } from '#kernel/actor.ts'
import type { Refusal } from '#kernel/decider.ts'
import { idText } from '#kernel/id.ts'

export type PeopleRefusalCode = PersonRefusalCode | LedgerRefusalCode | 'username-taken' | 'office-unknown' | 'code-not-valid'

export type Done<T> = ({ ok: true } & T) | { ok: false; refusal: Refusal<PeopleRefusalCode> }

const refused = (code: PeopleRefusalCode): { ok: false; refusal: Refusal<PeopleRefusalCode> } => ({ ok: false, refusal: { code } })

/** A second id out of a first: the parts of a repeated request repeat too (RFC 9562, version 8). */
export const derivedId = (id: string, part: string): string => {
  const bytes = createHash('sha256').update(`${id}:${part}`).digest().subarray(0, 16)
  bytes[6] = 0x80 | (Number(bytes[6]) & 0x0f)
  bytes[8] = 0x80 | (Number(bytes[8]) & 0x3f)
  return idText(bytes)
}

export interface NewPerson {
  name: string
  username: string
  office: OfficeId
  roles: HeldRole[]
}

/** People of the node: an account to sign in with, and a dossier that says who made them what. */
export interface People {
  /** May be repeated with the same command id; the person's id is the command's. */
  register(commandId: string, actor: Actor, newPerson: NewPerson): Promise<Done<{ person: string }>>
  command(commandId: string, actor: Actor, person: string, command: PersonCommand): Promise<Done<{ version: number }>>
  /** A one-time link to choose a password, for the invited and for those who lost theirs. */
  invite(person: string): Promise<IssuedCode & { link: string }>
  /** Takes the link's code: a new password; an old second factor and old sessions end. */
  choosePassword(code: string, password: string): Promise<Done<{ username: string }>>
}

export interface PeopleParts {
  accounts: Accounts
  codes: OneTimeCodes
  ledger: Ledger
  offices: Offices
  publicUrl: string
}

const invitationMinutes = 24 * 60

export const openPeople = ({ accounts, codes, ledger, offices, publicUrl }: PeopleParts): People => {
  const command: People['command'] = async (id, actor, person, command) => {
    if ('office' in command && !offices.find(command.office)) return refused('office-unknown')
    const answer = await ledger.command(personKind, person, { id, actor }, command)
    if (!answer.ok) return answer
    if (command.type === 'disable-person') await accounts.endSessions(person)
    return { ok: true, version: answer.version }
  }
  return {
    command,
    register: async (commandId, actor, { name, username, office, roles }) => {
      const person = commandId
      const holder = await accounts.findByUsername(username)
      if (holder !== undefined && holder !== person) return refused('username-taken')
      // A repeated request invites again only whoever has not come in yet: it must not become a key to what the person is by now.
      if (holder !== undefined && (await accounts.hasPassword(person))) return refused('person-known')
      const registered = await command(commandId, actor, person, { type: 'register-person', person, office, name, username })
      if (!registered.ok) return registered
      if (holder === undefined && (await accounts.create({ id: person, name, username })) === 'username-taken')
        return refused('username-taken')
      for (const role of roles) {
        const id = derivedId(commandId, `${role.role}@${role.office}`)
        const granted = await command(id, actor, person, { type: 'grant-role', ...role })
        if (!granted.ok) return granted
      }
      return { ok: true, person }
    },
    invite: async person => {
      const issued = await codes.issue('new-password', person, invitationMinutes)
      return { ...issued, link: `${publicUrl}/console/new-password?code=${issued.code}` }
    },
    choosePassword: async (code, password) => {
      const person = await codes.redeem('new-password', code)
      const profile = person === undefined ? undefined : await accounts.profile(person)
      if (person === undefined || !profile) return refused('code-not-valid')
      await accounts.setPassword(person, password)
      await accounts.removeSecondFactor(person)
      await accounts.endSessions(person)
      return { ok: true, username: profile.username }
    }
  }
}
