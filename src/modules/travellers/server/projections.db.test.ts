import { describe, expect, test } from 'vitest'
import type { DeclarationCommand } from '../model/commands.ts'
import { GATE_SETTINGS } from '../model/gate-decision.ts'
import { referenceOf } from '../model/short-code.ts'
import { NOTHING, PLACE, anna, gate, kiosk, lodgingOf, noor, phone, presentOf } from '../model/testing/declarations.ts'
import { travellers } from './index.ts'
import { declarationKind } from './kind.ts'
import { findArrival, findByShortCode, hasOpenReferral, listBoard, listRelated, search, tablesOf } from './queries.ts'
import type { Actor } from '#kernel/actor.ts'
import { rebuild } from '#platform/ledger/offline.ts'
import type { OpenNode } from '#platform/ledger/open-node.ts'
import { openNode } from '#platform/ledger/open-node.ts'
import { testDatabases } from '#platform/storage/testing/databases.ts'

const [ONE, TWO] = ['019ab1c2-7d3e-7a4b-9c5d-1e2f3a4b5c6d', '019ab1c2-7d3e-7a4b-9c5d-2e2f3a4b7d81']
const NOW = new Date('2026-11-23T20:15:00.000Z')
const modules = [travellers()]
const open = (place: { data: string }) => openNode({ node: 'HQ', modules, clock: { now: () => NOW }, random: () => 0.5, ...place })

const act = async (node: OpenNode, dossier: string, actor: Actor, command: DeclarationCommand) => {
  const answer = await node.ledger.command(declarationKind, dossier, { id: node.newId(), actor }, command)
  if (!answer.ok) throw new Error(answer.refusal.code)
}
const allRows = (node: OpenNode) => tablesOf(node).selectFrom('travellers_arrivals').selectAll().orderBy('dossier').execute()

const okoro = { ...anna, familyName: 'OKORO', givenNames: 'GRACE', number: 'XK4471902' }

/** Three travellers: one through the gate, one under examination, one who only lodged. */
const evening = async (node: OpenNode) => {
  const [through, examined, onlyLodged] = [node.newId(), node.newId(), node.newId()]
  await act(node, through, kiosk, presentOf(lodgingOf()))
  await act(node, through, gate, { type: 'open-gate', place: PLACE, revision: 1, settings: GATE_SETTINGS })
  const red = lodgingOf({ document: TWO, travellers: [okoro], answers: { ...NOTHING, '10': true } })
  await act(node, examined, kiosk, presentOf(red, { scanned: okoro }))
  await act(node, examined, noor, { type: 'decide', decision: 'examine', note: 'Two suitcases' })
  await act(node, onlyLodged, phone, { type: 'lodge', ...lodgingOf() })
  return { through, examined, onlyLodged }
}

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`arrivals on ${database.title}`, () => {
    test('the board shows who came, those an officer sees first', async () => {
      const node = await open(await database.place())
      const { through, examined } = await evening(node)
      const board = await listBoard(tablesOf(node), 'PORT-1', undefined, NOW)
      expect(board).toEqual([
        {
          dossier: examined,
          version: 3,
          reference: referenceOf(TWO),
          office: 'PORT-1',
          gate: 'A',
          status: 'examining',
          outcome: 'officer',
          reasons: [{ code: 'form-consequence', of: 'commercial-goods' }],
          flagged: false,
          channel: 'red',
          presentedAt: NOW.toISOString(),
          changedAt: NOW.toISOString(),
          presentations: 1,
          travellers: 1,
          name: 'OKORO, GRACE',
          nationality: 'UTO',
          transport: 'MR204',
          decision: 'examine',
          findings: []
        },
        expect.objectContaining({ dossier: through, status: 'through-gate', outcome: 'gate', reasons: [], name: 'ERIKSSON, ANNA MARIA' })
      ])
      expect(await listBoard(tablesOf(node), 'PORT-1', 'B', NOW)).toEqual([])
      expect(await listBoard(tablesOf(node), 'PORT-2', undefined, NOW)).toEqual([])
      const nextDay = new Date(NOW.getTime() + 13 * 3_600_000)
      expect((await listBoard(tablesOf(node), 'PORT-1', undefined, nextDay)).map(row => row.dossier)).toEqual([examined])
      await node.close()
    })

    test('a declaration is found by reference, document, short code and passport', async () => {
      const node = await open(await database.place())
      const { through, examined, onlyLodged } = await evening(node)
      const db = tablesOf(node)
      const find = async (text: string, offices = ['PORT-1']) => (await search(db, text, offices)).map(found => found.dossier)
      expect(await find(referenceOf(TWO))).toEqual([examined])
      expect(await find(referenceOf(TWO).slice(0, 9).toLowerCase())).toEqual([examined])
      expect((await find('TD-')).sort()).toEqual([through, examined, onlyLodged].sort())
      expect((await find(ONE.toUpperCase())).sort()).toEqual([through, onlyLodged].sort())
      expect(await find('TD-', ['PORT-2'])).toEqual([])
      expect(await search(db, referenceOf(TWO), ['PORT-1'])).toEqual([
        { dossier: examined, reference: referenceOf(TWO), title: 'OKORO, GRACE', status: 'examining' }
      ])
      const { short_code: shortCode } = (await findArrival(db, through))!
      expect(await findByShortCode(db, 'PORT-1', shortCode!, '2026-11-23T00:00:00.000Z')).toEqual([through])
      expect(await findByShortCode(db, 'PORT-2', shortCode!, '2026-11-23T00:00:00.000Z')).toEqual([])
      expect(await findByShortCode(db, 'PORT-1', shortCode!, '2026-11-24T00:00:00.000Z')).toEqual([])
      expect(await hasOpenReferral(db, [anna, okoro], through)).toBe(true)
      expect(await hasOpenReferral(db, [okoro], examined)).toBe(false)
      expect(await hasOpenReferral(db, [anna], examined)).toBe(false)
      expect(await listRelated(db, ONE, through)).toEqual([{ dossier: onlyLodged, reference: referenceOf(ONE), status: 'lodged' }])
      await node.close()
    })

    test('after an erasure the rows name nobody, the state is the same, and a rebuild gives the same rows', async () => {
      const place = await database.place()
      let node = await open(place)
      const { examined } = await evening(node)
      const before = await node.ledger.find(declarationKind, examined)
      await node.eraseDossier(examined, noor)
      const row = await findArrival(tablesOf(node), examined)
      expect(row).toMatchObject({ name: null, nationality: null, transport: null, passport: null, status: 'examining', travellers: 1 })
      const after = await node.ledger.find(declarationKind, examined)
      expect(JSON.stringify(after)).not.toMatch(/OKORO|XK4471902|MR204|suitcases/)
      expect(JSON.stringify(before)).toMatch(/OKORO/)
      expect(after?.state).toMatchObject({ status: 'examining', declared: { travellers: 1, answers: { '10': true } } })
      const rows = await allRows(node)
      await node.close()
      expect(await rebuild({ ...place, modules })).toMatchObject({ parked: 0 })
      node = await open(place)
      expect(await allRows(node)).toEqual(rows)
      await act(node, examined, noor, { type: 'record-findings', findings: ['nothing'] })
      expect(await findArrival(tablesOf(node), examined)).toMatchObject({ status: 'concluded', findings: '["nothing"]' })
      await node.close()
    })
  })
}
