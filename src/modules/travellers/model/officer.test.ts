import { expect, test } from 'vitest'
import type { OfficerCommand } from './commands.ts'
import { declaration } from './declaration.ts'
import {
  PLACE,
  decidedAs,
  foundNothing,
  gateOpened,
  lodged,
  noor,
  person,
  presentedToGate,
  presentedToOfficer
} from './testing/declarations.ts'
import { given } from '#kernel/specification.ts'

const referred = [lodged(), presentedToOfficer()]
const at = { actor: noor }

test('an officer decides about a referred traveller: walk on, question, examine', () => {
  for (const decision of ['walk-on', 'question', 'examine'] as const)
    given(declaration, referred)
      .when({ type: 'decide', decision }, at)
      .then([decidedAs(decision)])
  given(declaration, referred)
    .when({ type: 'decide', decision: 'question', note: 'Two phones in the coat' }, at)
    .then([{ ...decidedAs('question'), personal: { note: 'Two phones in the coat' } } as ReturnType<typeof decidedAs>])
})

test('after questions a traveller walks on or is examined; nobody is decided about twice', () => {
  given(declaration, [...referred, decidedAs('question')])
    .when({ type: 'decide', decision: 'walk-on' }, at)
    .then([decidedAs('walk-on')])
  given(declaration, [...referred, decidedAs('question')])
    .when({ type: 'decide', decision: 'examine' }, at)
    .then([decidedAs('examine')])
  given(declaration, [...referred, decidedAs('question')])
    .when({ type: 'decide', decision: 'question' }, at)
    .thenRefused('not-referred')
  for (const past of [decidedAs('examine'), decidedAs('walk-on')])
    given(declaration, [...referred, past])
      .when({ type: 'decide', decision: 'walk-on' }, at)
      .thenRefused('not-referred')
  given(declaration, [lodged(), presentedToGate()]).when({ type: 'decide', decision: 'examine' }, at).thenRefused('not-referred')
  given(declaration, [lodged()]).when({ type: 'decide', decision: 'examine' }, at).thenRefused('not-presented')
})

test('an officer stops somebody who was free to go', () => {
  for (const past of [
    [lodged(), presentedToGate()],
    [lodged(), presentedToGate(), gateOpened]
  ])
    given(declaration, past)
      .when({ type: 'refer' }, at)
      .then([
        { type: 'travellers.traveller-referred.v1', facts: { place: PLACE, by: 'officer', reasons: [{ code: 'officer' }], flagged: false } }
      ])
  given(declaration, referred).when({ type: 'refer' }, at).thenRefused('nothing-to-refer')
})

test('findings are recorded while somebody is questioned or examined', () => {
  const examined = [...referred, decidedAs('examine')]
  given(declaration, examined)
    .when({ type: 'record-findings', findings: ['nothing'] }, at)
    .then([foundNothing])
  given(declaration, [...referred, decidedAs('question')])
    .when({ type: 'record-findings', findings: ['duty-paid', 'permit-shown', 'duty-paid'], duty: { amount: '84.50', currency: 'MRD' } }, at)
    .then([
      {
        type: 'travellers.findings-recorded.v1',
        facts: { place: PLACE, findings: ['duty-paid', 'permit-shown'], duty: { amount: '84.50', currency: 'MRD' }, officer: 'NOOR' }
      }
    ])
  given(declaration, referred)
    .when({ type: 'record-findings', findings: ['nothing'] }, at)
    .thenRefused('not-under-examination')
  given(declaration, [...examined, foundNothing])
    .when({ type: 'record-findings', findings: ['offence'] }, at)
    .thenRefused('not-under-examination')
})

test('findings do not contradict each other', () => {
  const examined = given(declaration, [...referred, decidedAs('examine')])
  examined.when({ type: 'record-findings', findings: ['nothing', 'offence'] }, at).thenRefused('findings-contradict')
  examined
    .when({ type: 'record-findings', findings: ['offence'], duty: { amount: '1', currency: 'MRD' } }, at)
    .thenRefused('findings-contradict')
})

const correction = (changes: Partial<Extract<OfficerCommand, { type: 'correct-decision' }>> = {}) => ({
  type: 'correct-decision' as const,
  reason: 'mistap' as const,
  decision: 'examine' as const,
  ...changes
})

test('a mistap is put right with a reason, and what was open is open again', () => {
  const walked = [...referred, decidedAs('walk-on')]
  given(declaration, walked)
    .when(correction(), at)
    .then([
      {
        type: 'travellers.decision-corrected.v1',
        facts: { place: PLACE, reason: 'mistap', decision: 'examine', findings: [], duty: null, officer: 'NOOR' }
      }
    ])
  const after = given(declaration, walked).when(correction(), at).accepted()
  expect(after.state.status).toBe('examining')
  after.when({ type: 'record-findings', findings: ['nothing'] }, at).then([foundNothing])
})

test('findings are put right, too', () => {
  const concluded = given(declaration, [...referred, decidedAs('examine'), foundNothing])
  const after = concluded.when(correction({ findings: ['goods-detained'], reason: 'new-facts' }), at).accepted()
  expect(after.state).toMatchObject({
    status: 'concluded',
    findings: ['goods-detained'],
    decided: { decision: 'examine', officer: 'NOOR' }
  })
  expect(concluded.when(correction(), at).accepted().state.status).toBe('examining')
  concluded.when(correction({ findings: ['nothing'] }), at).thenRefused('nothing-to-correct')
  concluded.when(correction({ decision: 'walk-on', findings: ['offence'] }), at).thenRefused('findings-contradict')
})

test('officers correct their own decisions, a senior officer and the head of the office anybody’s', () => {
  const walked = given(declaration, [...referred, decidedAs('walk-on')])
  walked.when(correction(), { actor: person('SAMIR', 'gate-officer') }).thenRefused('not-own-decision')
  expect(walked.when(correction(), { actor: person('SAMIR', 'senior-officer') }).decision.ok).toBe(true)
  expect(walked.when(correction(), { actor: person('HEAD', 'office-head') }).decision.ok).toBe(true)
  given(declaration, referred).when(correction(), at).thenRefused('nothing-decided')
  given(declaration, [...referred, decidedAs('examine')])
    .when(correction(), at)
    .thenRefused('nothing-to-correct')
})
