import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openNode, type OpenNode } from './open-node.ts'
import { act, clerk, openParcel, parcelTables, projections } from './testing/acts.ts'
import { parcelKind, parcels } from './testing/parcels.ts'
import type { Moment } from '#kernel/moment.ts'
import { testDatabases } from '#platform/storage/testing/databases.ts'

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`the ledger on ${database.title}`, () => {
    let node: OpenNode
    beforeEach(async () => {
      node = await openNode({ node: 'HQ', modules: [parcels], ...(await database.place()) })
    })
    afterEach(() => node.close())

    test('an accepted command is appended, folded, projected and fed', async () => {
      const dossier = node.newId()
      const answer = await act(node, dossier, { type: 'open', mark: 'red crate', weight: 2, addressee: { name: 'Ilva', passport: 'P1' } })
      if (!answer.ok) throw new Error(answer.refusal.code)
      expect(answer).toEqual({
        ok: true,
        dossier,
        version: 1,
        actionIds: [expect.any(String)],
        types: ['parcels.parcel-opened.v1'],
        repeated: false
      })
      await act(node, dossier, { type: 'weigh', weight: 3 })
      const found = await node.ledger.find(parcelKind, dossier)
      expect(found?.state).toEqual({ status: 'here', mark: 'red crate', weight: 3, weighings: 1, addressee: 'Ilva' })
      expect(found?.history.map(({ entry, action }) => [entry.version, entry.sequence, entry.term, action])).toEqual([
        [
          1,
          2,
          answer.actionIds[0],
          { type: 'parcels.parcel-opened.v1', facts: { mark: 'red crate', weight: 2 }, personal: { name: 'Ilva', passport: 'P1' } }
        ],
        [2, 3, answer.actionIds[0], { type: 'parcels.parcel-weighed.v2', facts: { weight: 3 } }]
      ])
      expect(await projections(node)).toEqual({
        parcels: [{ dossier, mark: 'red crate', weight: 3, weighings: 1, addressee: 'Ilva', status: 'here' }],
        words: ['Ilva', 'P1', 'red crate'].map(word => ({ dossier, word }))
      })
      const feed = await node.ledger.feed(1, 10)
      expect(feed.map(({ position, kind, entry }) => [position, kind, entry.type])).toEqual([
        [2, 'parcels.parcel', 'parcels.parcel-opened.v1'],
        [3, 'parcels.parcel', 'parcels.parcel-weighed.v2']
      ])
    })

    test('a dossier nobody opened is not found', async () => {
      expect(await node.ledger.find(parcelKind, node.newId())).toBeUndefined()
    })

    test('the same command id with the same request gives the first answer and writes nothing', async () => {
      const [dossier, id] = [node.newId(), node.newId()]
      const first = await act(node, dossier, { type: 'open', mark: 'a', weight: 1 }, id)
      const position = await node.ledger.position()
      expect(await act(node, dossier, { type: 'open', mark: 'a', weight: 1 }, id)).toEqual({ ...first, repeated: true })
      expect(await node.ledger.position()).toBe(position)
    })

    test('the same command id with another request is command-reused', async () => {
      const [dossier, id] = [node.newId(), node.newId()]
      await act(node, dossier, { type: 'open', mark: 'a', weight: 1 }, id)
      const reused = { ok: false, refusal: { code: 'command-reused' }, repeated: false }
      expect(await act(node, dossier, { type: 'open', mark: 'b', weight: 1 }, id)).toEqual(reused)
      expect(await act(node, node.newId(), { type: 'open', mark: 'a', weight: 1 }, id)).toEqual(reused)
    })

    test("another actor's command with the same id is another command", async () => {
      const [dossier, id] = [node.newId(), 'text-id-1']
      await act(node, dossier, { type: 'open', mark: 'a', weight: 1 }, id)
      const other = await node.ledger.command(parcelKind, dossier, { id, actor: { ...clerk, id: 'clerk-2' } }, { type: 'weigh', weight: 4 })
      expect(other).toMatchObject({ ok: true, version: 2, repeated: false })
    })

    test('a business refusal is remembered too, even when it would be accepted by now', async () => {
      const [dossier, id] = [node.newId(), node.newId()]
      const refused = { ok: false, refusal: { code: 'not-open' }, repeated: false }
      expect(await act(node, dossier, { type: 'weigh', weight: 1 }, id)).toEqual(refused)
      await openParcel(node, 'a', dossier)
      expect(await act(node, dossier, { type: 'weigh', weight: 1 }, id)).toEqual({ ...refused, repeated: true })
    })

    test('64 resends of one command at once are one action', async () => {
      const [dossier, id] = [node.newId(), node.newId()]
      const answers = await Promise.all(Array.from({ length: 64 }, () => act(node, dossier, { type: 'open', mark: 'a', weight: 1 }, id)))
      expect(answers.filter(answer => answer.ok && !answer.repeated)).toHaveLength(1)
      expect(new Set(answers.map(answer => answer.ok && answer.actionIds[0])).size).toBe(1)
      expect((await node.ledger.find(parcelKind, dossier))?.version).toBe(1)
    })

    test('a claim that another dossier holds is refused and not remembered', async () => {
      const [one, other, id] = [node.newId(), node.newId(), node.newId()]
      await act(node, one, { type: 'open', mark: '#77', weight: 1 })
      const refused = { ok: false, refusal: { code: 'already-claimed', detail: { scope: 'parcels.mark', value: '#77' } }, repeated: false }
      expect(await act(node, other, { type: 'open', mark: '#77', weight: 1 }, id)).toEqual(refused)
      expect(await act(node, other, { type: 'open', mark: '#78', weight: 1 }, id)).toMatchObject({ ok: true })
    })

    test('40 dossiers that claim the same at once: one gets it', async () => {
      const answers = await Promise.all(Array.from({ length: 40 }, () => act(node, node.newId(), { type: 'open', mark: '#1', weight: 1 })))
      expect(answers.filter(answer => answer.ok)).toHaveLength(1)
      expect(answers.filter(answer => !answer.ok && answer.refusal.code === 'already-claimed')).toHaveLength(39)
    })

    test('commands on one dossier at once all happen, one after another', async () => {
      const dossier = await openParcel(node, 'a')
      const answers = await Promise.all(Array.from({ length: 50 }, (_, weight) => act(node, dossier, { type: 'weigh', weight })))
      expect(answers.map(answer => answer.ok && answer.version)).toEqual(Array.from({ length: 50 }, (_, i) => i + 2))
      expect(await parcelTables(node).selectFrom('parcels_parcel').select('weighings').execute()).toEqual([{ weighings: 50 }])
    })

    test('a command across dossiers appends to all of them or to none', async () => {
      const [from, to] = [await openParcel(node, 'a'), await openParcel(node, 'b')]
      const move = (id: string, weight: number) =>
        node.ledger.commandAcross<'too-heavy'>({
          id,
          actor: clerk,
          request: { from, to, weight },
          reads: [
            { kind: parcelKind, dossier: from },
            { kind: parcelKind, dossier: to }
          ],
          decide: (states: unknown[], at: Moment) => {
            expect([states.length, at.actor, at.node]).toEqual([2, clerk, 'HQ'])
            if (weight > 1) return { ok: false, refusal: { code: 'too-heavy' } }
            const moved = (by: number) => ({ type: 'parcels.weight-moved.v1', facts: { from, to, weight: by } })
            return {
              ok: true,
              appends: [
                { dossier: from, actions: [moved(-weight)] },
                { dossier: to, actions: [moved(weight)] }
              ]
            }
          }
        })
      const id = node.newId()
      expect(await move(node.newId(), 5)).toEqual({ ok: false, refusal: { code: 'too-heavy' }, repeated: false })
      expect(await move(id, 1)).toMatchObject({
        ok: true,
        dossier: from,
        version: 2,
        types: ['parcels.weight-moved.v1', 'parcels.weight-moved.v1']
      })
      expect(await move(id, 1)).toMatchObject({ ok: true, repeated: true })
      const weights = await Promise.all([from, to].map(async dossier => (await node.ledger.find(parcelKind, dossier))?.state))
      expect(weights).toMatchObject([{ weight: 1 }, { weight: 3 }])
    })

    test('one command that breaks its transaction fails alone', async () => {
      const broken = { type: 'open', mark: 'x'.repeat(10), weight: Number.MAX_VALUE, addressee: { name: 'a\0b', passport: '' } } as const
      const good = Array.from({ length: 20 }, (_, i) => act(node, node.newId(), { type: 'open', mark: `${i}`, weight: 1 }))
      await expect((async () => act(node, node.newId(), broken))()).rejects.toThrow('command.addressee.name contains U+0000')
      const thief = { type: 'open', mark: 'takes shelf 1', weight: 1 } as const
      expect(await act(node, node.newId(), thief)).toMatchObject({ ok: true })
      await expect(act(node, node.newId(), thief)).rejects.toThrow('a row of another dossier')
      expect((await Promise.all(good)).every(answer => answer.ok)).toBe(true)
      expect(await act(node, node.newId(), { type: 'open', mark: 'after', weight: 1 })).toMatchObject({ ok: true })
    })

    test('what waits is written before the node closes, and is there when it opens again', async () => {
      const pending = Array.from({ length: 30 }, (_, i) => act(node, node.newId(), { type: 'open', mark: `${i}`, weight: 1 }))
      expect((await Promise.all(pending)).every(answer => answer.ok)).toBe(true)
      expect(await node.ledger.position()).toBe(31)
    })

    test('plain rows are written all or none, and only by write()', async () => {
      const insert = (word: string, dossier: string | null) =>
        parcelTables(node)
          .insertInto('parcels_word')
          .values({ word, dossier: dossier as string })
          .compile()
      await node.write([insert('a', 'x'), insert('b', 'x')])
      await expect(node.write([insert('c', 'x'), insert('d', null)])).rejects.toThrow(/null|NULL/)
      expect((await projections(node)).words.map(row => row.word)).toEqual(['a', 'b'])
      await expect(parcelTables(node).deleteFrom('parcels_word').execute()).rejects.toThrow(/read-?only/)
    })

    test('official numbers name series, node and incarnation and never repeat', async () => {
      const numbers = await Promise.all(Array.from({ length: 50 }, () => node.nextNumber('TD')))
      expect(new Set(numbers).size).toBe(50)
      expect(numbers[0]).toMatch(/^TD-HQ-[0-9A-Z]{6}-000001$/)
      expect(new Set(numbers.map(number => number.slice(0, 12))).size).toBe(1)
    })
  })
}
