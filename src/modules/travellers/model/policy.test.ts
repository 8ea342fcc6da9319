import { describe, expect, test } from 'vitest'
import type { DeclarationAction } from './actions.ts'
import type { DeclarationCommand } from './commands.ts'
import { declaration } from './declaration.ts'
import { GATE_SETTINGS } from './gate-decision.ts'
import type { CommandName } from './policy.ts'
import { COMMANDS, READERS, mayRead } from './policy.ts'
import {
  KEY,
  PLACE,
  decidedAs,
  lodged,
  lodgingOf,
  person,
  phone,
  presentOf,
  presentedToGate,
  presentedToOfficer
} from './testing/declarations.ts'
import type { Actor } from '#kernel/actor.ts'
import { Role } from '#kernel/actor.ts'
import { given } from '#kernel/specification.ts'

/** A case in which the command is right for whoever may give it. */
const CASES: Record<CommandName, { past: DeclarationAction[]; command: DeclarationCommand }> = {
  lodge: { past: [], command: { type: 'lodge', ...lodgingOf() } },
  present: { past: [], command: presentOf(lodgingOf()) },
  'open-gate': {
    past: [lodged(), presentedToGate()],
    command: { type: 'open-gate', place: PLACE, revision: null, settings: GATE_SETTINGS }
  },
  refer: { past: [lodged(), presentedToGate()], command: { type: 'refer' } },
  decide: { past: [lodged(), presentedToOfficer()], command: { type: 'decide', decision: 'examine' } },
  'record-findings': {
    past: [lodged(), presentedToOfficer(), decidedAs('examine')],
    command: { type: 'record-findings', findings: ['nothing'] }
  },
  'correct-decision': {
    past: [lodged(), presentedToOfficer(), decidedAs('examine', 'THIS')],
    command: { type: 'correct-decision', reason: 'mistap', decision: 'walk-on' }
  }
}

// What each role may do, written out: a change of the policy must be a change here.
const ALLOWED: Record<Role, CommandName[]> = {
  'gate-officer': ['refer', 'decide', 'record-findings', 'correct-decision'],
  'targeting-analyst': ['refer'],
  'documents-officer': [],
  'examination-officer': ['refer', 'decide', 'record-findings', 'correct-decision'],
  'senior-officer': ['refer', 'decide', 'record-findings', 'correct-decision'],
  cashier: [],
  'partner-agency-officer': [],
  trader: [],
  'relief-organisation': [],
  'communications-officer': [],
  'crisis-manager': [],
  'programme-manager': [],
  'office-head': ['correct-decision'],
  auditor: [],
  administrator: [],
  device: ['present', 'open-gate']
}

const refusalOf = (name: CommandName, actor: Actor): string | undefined => {
  const { past, command } = CASES[name]
  const { decision } = given(declaration, past).when(command, { actor })
  return decision.ok ? undefined : decision.refusal.code
}
const pairs = Role.options.flatMap(role => COMMANDS.map(command => [role, command] as const))

describe('at the traveller’s office', () => {
  test.each(pairs)('%s: %s', (role, command) => {
    expect(refusalOf(command, person('THIS', role))).toBe(ALLOWED[role].includes(command) ? undefined : 'not-permitted')
  })
})

describe('at another office nobody may do anything', () => {
  test.each(pairs)('%s: %s', (role, command) => {
    expect(refusalOf(command, person('THIS', role, 'PORT-2'))).toBe('not-permitted')
  })
})

test('a phone lodges what its key signed, and nothing else', () => {
  expect(COMMANDS.filter(command => refusalOf(command, phone) === undefined)).toEqual(['lodge'])
  expect(refusalOf('lodge', { ...phone, id: KEY.toLowerCase() })).toBe('not-permitted')
  expect(refusalOf('lodge', { ...phone, kind: 'person' })).toBe('not-permitted')
})

test('travellers are seen by those who work with them, at their office', () => {
  expect(Role.options.filter(role => mayRead(person('X', role), 'PORT-1')).sort()).toEqual(
    ['auditor', 'examination-officer', 'gate-officer', 'office-head', 'senior-officer', 'targeting-analyst'].sort()
  )
  for (const role of READERS) expect(mayRead(person('X', role), 'PORT-2')).toBe(false)
})
