import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DeclarationAction } from './actions.ts'
import { COMMAND_TABLE, commandTable } from './command-table.ts'
import type { DeclarationCommand } from './commands.ts'
import { declaration } from './declaration.ts'
import { GATE_SETTINGS } from './gate-decision.ts'
import type { CommandName } from './policy.ts'
import { COMMANDS } from './policy.ts'
import {
  KEY,
  NOTHING,
  PLACE,
  corrected,
  decidedAs,
  foundNothing,
  gate,
  gateOpened,
  kiosk,
  lodged,
  lodgingOf,
  noor,
  person,
  phone,
  presentOf,
  presentedToGate,
  presentedToOfficer
} from './testing/declarations.ts'
import { fold } from '#kernel/decider.ts'
import { moment } from '#kernel/specification.ts'

const toGate = [lodged(), presentedToGate()]
const referred = [lodged(), presentedToOfficer()]
const PASTS: DeclarationAction[][] = [
  [],
  [lodged()],
  [lodged(), corrected({ revision: 3 })],
  toGate,
  [...toGate, gateOpened],
  [lodged(), presentedToGate({ place: { office: 'PORT-2', gate: 'A' } })],
  referred,
  [...referred, decidedAs('walk-on')],
  [...referred, decidedAs('question', 'SAMIR')],
  [...referred, decidedAs('examine')],
  [...referred, decidedAs('examine'), foundNothing]
]
const lodgings = [
  lodgingOf(),
  lodgingOf({ revision: 2 }),
  lodgingOf({ answers: { ...NOTHING, '1': true } }),
  lodgingOf({}, { signature: 'invalid' })
]
const ASKED: DeclarationCommand[] = [
  ...lodgings.map(each => ({ type: 'lodge' as const, ...each })),
  ...lodgings.map(each => presentOf(each)),
  presentOf(null),
  { type: 'open-gate', place: PLACE, revision: null, settings: GATE_SETTINGS },
  { type: 'refer' },
  { type: 'decide', decision: 'examine' },
  { type: 'record-findings', findings: ['offence'] },
  { type: 'record-findings', findings: ['nothing', 'offence'] },
  { type: 'correct-decision', reason: 'mistap', decision: 'walk-on' },
  { type: 'correct-decision', reason: 'mistap', decision: 'walk-on', findings: ['offence'] }
]
const ACTORS = [phone, { ...phone, id: KEY.toUpperCase() }, kiosk, gate, noor, person('SAMIR', 'gate-officer'), person('CASH', 'cashier')]

test('each command leads to the actions and refusals of its table, all of them and no others', () => {
  const seen = new Map<CommandName, { actions: Set<string>; refusals: Set<string> }>(
    COMMANDS.map(name => [name, { actions: new Set(), refusals: new Set() }])
  )
  for (const past of PASTS)
    for (const command of ASKED)
      for (const actor of ACTORS) {
        const decision = declaration.decide(fold(declaration, past), command, moment({ actor }))
        const { actions, refusals } = seen.get(command.type)!
        if (decision.ok) for (const { type } of decision.actions) actions.add(type)
        else refusals.add(decision.refusal.code)
      }
  for (const name of COMMANDS) {
    expect([name, [...seen.get(name)!.actions].sort()]).toEqual([name, [...COMMAND_TABLE[name].actions].sort()])
    expect([name, [...seen.get(name)!.refusals].sort()]).toEqual([name, [...COMMAND_TABLE[name].refusals].sort()])
  }
})

test('the README shows the table as it is', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
  const [, shown] = /<!-- commands -->\n([\s\S]*?)\n<!-- \/commands -->/.exec(readme) ?? []
  const plain = (table: string | undefined) =>
    (table ?? '')
      .replace(/ +/g, ' ')
      .replace(/-{3,}/g, '---')
      .replace(/\| ---/g, '|---')
      .replace(/--- \|/g, '---|')
      .trim()
  expect(plain(shown)).toBe(plain(commandTable()))
})
