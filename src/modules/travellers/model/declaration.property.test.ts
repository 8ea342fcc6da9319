import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeclarationAction } from './actions.ts'
import type { DeclarationCommand } from './commands.ts'
import { declaration } from './declaration.ts'
import { GATE_SETTINGS } from './gate-decision.ts'
import { mayNow } from './may.ts'
import { readShortCode, referenceOf, shortCodeFrom } from './short-code.ts'
import {
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
import { given, moment } from '#kernel/specification.ts'

const referred: DeclarationAction = {
  type: 'travellers.traveller-referred.v1',
  facts: { place: PLACE, by: 'officer', reasons: [{ code: 'officer' }], flagged: false },
  personal: { note: 'x' }
}
const putRight: DeclarationAction = {
  type: 'travellers.decision-corrected.v1',
  facts: { place: PLACE, reason: 'mistap', decision: 'examine', findings: ['offence'], duty: null, officer: 'NOOR' }
}
const action = fc.constantFrom(
  lodged(),
  corrected(),
  presentedToGate(),
  presentedToOfficer(),
  gateOpened,
  referred,
  decidedAs('walk-on'),
  decidedAs('question'),
  decidedAs('examine'),
  foundNothing,
  putRight
)
const withoutPersonal = ({ type, facts }: DeclarationAction) => ({ type, facts }) as DeclarationAction

const lodging = fc
  .record({ revision: fc.integer({ min: 1, max: 4 }), cash: fc.boolean() })
  .map(({ revision, cash }) => lodgingOf({ revision, answers: { ...NOTHING, '10': cash } }))
const command: fc.Arbitrary<DeclarationCommand> = fc.oneof(
  lodging.map(each => ({ type: 'lodge' as const, ...each })),
  fc.option(lodging).map(each => presentOf(each)),
  fc.constant({ type: 'open-gate' as const, place: PLACE, revision: null, settings: GATE_SETTINGS }),
  fc.constant({ type: 'refer' as const }),
  fc.constantFrom('walk-on' as const, 'question' as const, 'examine' as const).map(decision => ({ type: 'decide' as const, decision })),
  fc.constantFrom('nothing' as const, 'offence' as const).map(finding => ({ type: 'record-findings' as const, findings: [finding] })),
  fc
    .constantFrom('walk-on' as const, 'examine' as const)
    .map(decision => ({ type: 'correct-decision' as const, reason: 'mistap' as const, decision }))
)
const actorFor = (asked: DeclarationCommand) =>
  asked.type === 'lodge' ? phone : asked.type === 'present' ? kiosk : asked.type === 'open-gate' ? gate : noor

test('a fold never throws, whatever order actions come in', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), actions => {
      expect(fold(declaration, actions).status).toMatch(/^[a-z-]+$/)
    })
  )
})

/** States without what only personal parts can tell. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (['people', 'transport', 'texts', 'scanned'].includes(key) ? undefined : part)))

test('without the personal parts a declaration is in the same state', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), actions => {
      expect(bare(fold(declaration, actions.map(withoutPersonal)))).toEqual(bare(fold(declaration, actions)))
    })
  )
})

test('whatever is asked in whatever order, the gate opens at most once a presentation and nobody is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(command, fc.double({ min: 0, max: 0.999, noNaN: true })), { maxLength: 25 }), asked => {
      let so = given(declaration, [])
      for (const [each, random] of asked) {
        const outcome = so.when(each, { actor: actorFor(each), random })
        if (outcome.decision.ok) so = outcome.accepted()
      }
      const count = (type: DeclarationAction['type']) => so.past.filter(each => each.type === type).length
      expect(count('travellers.gate-opened.v1')).toBeLessThanOrEqual(count('travellers.declaration-presented.v1'))
      const sent = so.past.filter(each => each.type === 'travellers.declaration-presented.v1')
      expect(sent.slice(1).every(each => each.type === 'travellers.declaration-presented.v1' && each.facts.outcome === 'officer')).toBe(
        true
      )
      expect(fold(declaration, so.past)).toEqual(so.state)
    })
  )
})

test('what the page says may be done is what is accepted', () => {
  fc.assert(
    fc.property(
      fc.array(action, { maxLength: 8 }),
      fc.constantFrom(noor, person('SAMIR', 'gate-officer'), person('HEAD', 'office-head'), kiosk),
      (actions, actor) => {
        const state = fold(declaration, actions)
        for (const may of mayNow(state, moment({ actor }))) {
          const probes: DeclarationCommand[] = {
            refer: [{ type: 'refer' as const }],
            decide: (['walk-on', 'question', 'examine'] as const).map(decision => ({ type: 'decide' as const, decision })),
            'record-findings': [{ type: 'record-findings' as const, findings: ['offence' as const] }],
            'correct-decision': (['walk-on', 'question', 'examine'] as const).map(decision => ({
              type: 'correct-decision' as const,
              reason: 'mistap' as const,
              decision
            }))
          }[may.command]
          expect(probes.some(probe => declaration.decide(state, probe, moment({ actor })).ok)).toBe(may.allowed)
        }
      }
    )
  )
})

test('every short code is read, and no single wrong character or swapped neighbours pass', () => {
  const letters = '23456789ABCDEFGHJKMNPQRTVWXYZ'
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.nat(5),
      fc.integer({ min: 1, max: 28 }),
      (random, at, by) => {
        const code = shortCodeFrom(random)
        expect(readShortCode(code)).toBe(code)
        const plain = code.replace('-', '')
        const wrong = plain.slice(0, at) + letters.charAt((letters.indexOf(plain.charAt(at)) + by) % 29) + plain.slice(at + 1)
        expect(readShortCode(wrong)).toBeUndefined()
        const swapped = plain.slice(0, at) + plain.charAt(at + 1) + plain.charAt(at) + plain.slice(at + 2)
        if (at < 4 && plain.charAt(at) !== plain.charAt(at + 1)) expect(readShortCode(swapped)).toBeUndefined()
      }
    )
  )
})

test('every dossier has a reference of one shape', () => {
  fc.assert(
    fc.property(fc.uuid(), id => {
      expect(referenceOf(id)).toMatch(/^TD-[2-9A-HJKMNP-RTV-Z]{4}-[2-9A-HJKMNP-RTV-Z]{5}$/)
    })
  )
})
