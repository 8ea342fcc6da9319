import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ERASED, nodeKind } from './node-kind.ts'
import { rebuild, verify } from './offline.ts'
import { openNode, type OpenNode } from './open-node.ts'
import { act, addressee, clerk, ledgerTables, openParcel, projections, standingClock } from './testing/acts.ts'
import { parcelKind, parcels } from './testing/parcels.ts'
import { testDatabases, type TestPlace } from '#platform/storage/testing/databases.ts'

const START = '2026-11-23T08:00:00.000Z'

/** The files below a folder that contain one of the texts. */
const filesWith = (folder: string, texts: string[]): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(file => file.isFile())
    .map(file => join(file.parentPath, file.name))
    .filter(file => texts.some(text => readFileSync(file).includes(text)))

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`erasure on ${database.title}`, () => {
    const open = (place: TestPlace, clock = standingClock(START), more = {}): Promise<OpenNode> =>
      openNode({ node: 'HQ', modules: [parcels], clock, ...place, ...more })

    test('what falls due is erased with its salt, its rows and its traces; the action says so; the rest stays', async () => {
      const [place, clock] = [await database.place(), standingClock(START)]
      const node = await open(place, clock)
      const dossier = await openParcel(node, 'a')
      await act(node, dossier, { type: 'weigh', weight: 3 })
      clock.set('2026-12-10T08:00:00.000Z')
      const younger = await openParcel(node, 'b')
      clock.set('2026-12-23T07:59:59.999Z')
      expect(await node.sweep()).toBe(0)
      clock.set('2026-12-23T08:00:00.000Z')
      expect(await node.sweep()).toBe(1)
      const [last] = (await node.ledger.feed(0, 100)).slice(-1)
      expect(last?.entry.type).toBe(ERASED)
      const { history } = (await node.ledger.find(nodeKind, node.incarnation)) ?? { history: [] }
      expect(history.at(-1)?.action.facts).toEqual({
        reason: 'due',
        retention: 'parcels-addressee',
        confirmedAt: '2026-12-23T08:00:00.000Z',
        bodies: [{ incarnation: node.incarnation, sequences: [[2, 2]] }]
      })
      expect((await node.ledger.find(parcelKind, dossier))?.state).toEqual({
        status: 'here',
        mark: 'a',
        weight: 3,
        weighings: 1,
        addressee: null
      })
      expect((await node.ledger.find(parcelKind, younger))?.state).toMatchObject({ addressee: addressee.name })
      expect(await projections(node)).toEqual({
        parcels: [
          { dossier, mark: 'a', weight: 3, weighings: 1, addressee: null, status: 'here' },
          { dossier: younger, mark: 'b', weight: 2, weighings: 0, addressee: addressee.name, status: 'here' }
        ],
        words: [{ dossier, word: 'a' }, ...[addressee.name, addressee.passport, 'b'].map(word => ({ dossier: younger, word }))]
      })
      expect(await act(node, dossier, { type: 'weigh', weight: 4 })).toMatchObject({ ok: true, version: 3 })
      await node.close()
      expect(await verify(place)).toMatchObject({ ok: true, personal: { present: 1, erased: 1 } })
    })

    test('after an erasure a rebuild gives the same rows', async () => {
      const [place, clock] = [await database.place(), standingClock(START)]
      const node = await open(place, clock)
      for (let i = 0; i < 30; i++) await openParcel(node, i % 3 ? `parcel ${i}` : `#${i}`)
      clock.set('2026-12-01T00:00:00.000Z')
      for (let i = 0; i < 10; i++) await openParcel(node, `later ${i}`)
      clock.set('2026-12-24T00:00:00.000Z')
      expect(await node.sweep()).toBe(30)
      const claims = () => ledgerTables(node).selectFrom('ledger_claims').selectAll().orderBy('value').execute()
      const before = { rows: await projections(node), claims: await claims() }
      expect(before.claims).toHaveLength(10)
      expect(await rebuild({ ...place, modules: [parcels] })).toEqual({ dossiers: 41, rows: 40 + 30 + 3 * 10, parked: 0 })
      expect({ rows: await projections(node), claims: await claims() }).toEqual(before)
      await node.close()
    })

    test('by order, a whole dossier loses its personal parts at once', async () => {
      const place = await database.place()
      const node = await open(place)
      const dossier = await openParcel(node, 'a')
      expect(await node.eraseDossier(dossier, clerk)).toBe(1)
      expect(await node.eraseDossier(dossier, clerk)).toBe(0)
      const { history } = (await node.ledger.find(nodeKind, node.incarnation)) ?? { history: [] }
      expect(history.at(-1)).toMatchObject({
        entry: { actor: { id: 'clerk-1' } },
        action: { facts: { reason: 'ordered', retention: null } }
      })
      await node.close()
      expect(await verify(place)).toMatchObject({ ok: true, personal: { present: 0, erased: 1 } })
    })

    test('a command whose digest went still gets its first answer; refusals of the dossier are forgotten', async () => {
      const node = await open(await database.place())
      const [dossier, accepted, refused] = [node.newId(), node.newId(), node.newId()]
      const command = { type: 'open', mark: 'a', weight: 2, addressee } as const
      const first = await act(node, dossier, command, accepted)
      await act(node, dossier, { ...command, mark: 'again' }, refused)
      await node.eraseDossier(dossier, clerk)
      expect(await act(node, dossier, command, accepted)).toEqual({ ...first, repeated: true })
      const answers = await ledgerTables(node).selectFrom('ledger_answers').select(['salt', 'digest']).execute()
      expect(answers).toEqual([{ salt: null, digest: null }])
      await node.close()
    })

    test('refusals are forgotten after 30 days', async () => {
      const clock = standingClock(START)
      const node = await open(await database.place(), clock)
      await act(node, node.newId(), { type: 'weigh', weight: 1 })
      const count = async () => (await ledgerTables(node).selectFrom('ledger_answers').select('actor').execute()).length
      clock.set('2026-12-23T07:59:59.999Z')
      await node.sweep()
      expect(await count()).toBe(1)
      clock.set('2026-12-23T08:00:00.000Z')
      await node.sweep()
      expect(await count()).toBe(0)
      await node.close()
    })

    test('after a jump of the clock nothing is erased until two persons confirm', async () => {
      const [clock, steady] = [standingClock(START), { now: 0 }]
      const node = await open(await database.place(), clock, { monotonic: () => steady.now })
      await openParcel(node, 'a')
      clock.set('2030-01-01T00:00:00.000Z')
      expect(await node.sweep()).toBe(0)
      await expect(node.eraseDossier(await openParcel(node, 'b'), clerk)).rejects.toThrow(
        'nothing is erased while the clock is not confirmed'
      )
      await expect(node.confirmTime(['a', 'a'], clerk)).rejects.toThrow('two different persons')
      await node.confirmTime(['chief', 'deputy'], clerk)
      expect(await node.sweep()).toBe(1)
      await node.close()
    })

    test('what was recorded while the clock was in doubt counts from the first entry after it was confirmed', async () => {
      const [clock, steady] = [standingClock(START), { now: 0 }]
      const node = await open(await database.place(), clock, { monotonic: () => steady.now })
      clock.set('1999-01-01T00:00:00.000Z')
      const dossier = await openParcel(node, 'a')
      clock.set('2026-11-25T08:00:00.000Z')
      await node.confirmTime(['chief', 'deputy'], clerk)
      expect(await node.sweep()).toBe(0)
      clock.set('2026-12-25T07:00:00.000Z')
      steady.now += Date.parse('2026-12-25T07:00:00.000Z') - Date.parse('2026-11-25T08:00:00.000Z')
      expect(await node.sweep()).toBe(0)
      clock.set('2026-12-25T08:00:00.000Z')
      steady.now += 3_600_000
      expect(await node.sweep()).toBe(1)
      expect((await node.ledger.find(parcelKind, dossier))?.state).toMatchObject({ addressee: null })
      await node.close()
    })

    test('another process of the node, which has not heard of the erasure, does not project again what was erased', async () => {
      const [place, clock] = [await database.place(), standingClock(START)]
      const [one, other] = [await open(place, clock), await open(place, clock)]
      const dossier = await openParcel(one, 'a')
      await act(other, dossier, { type: 'weigh', weight: 3 })
      await one.eraseDossier(dossier, clerk)
      expect(await act(other, dossier, { type: 'weigh', weight: 4 })).toMatchObject({ ok: true, version: 3 })
      expect((await projections(other)).parcels).toEqual([{ dossier, mark: 'a', weight: 4, weighings: 2, addressee: null, status: 'here' }])
      await one.close()
      await other.close()
      expect(await verify(place)).toMatchObject({ ok: true, personal: { present: 0, erased: 1 } })
    })

    test('an erasure among appends to the same dossiers loses nothing', async () => {
      const [place, clock] = [await database.place(), standingClock(START)]
      const node = await open(place, clock)
      const dossiers = await Promise.all(Array.from({ length: 20 }, (_, i) => openParcel(node, `${i}`)))
      clock.set('2027-02-01T00:00:00.000Z')
      const weighed = Promise.all(dossiers.flatMap(dossier => [1, 2, 3, 4, 5].map(weight => act(node, dossier, { type: 'weigh', weight }))))
      expect(await node.sweep()).toBe(20)
      expect((await weighed).every(answer => answer.ok)).toBe(true)
      expect((await projections(node)).parcels.map(row => [row.weighings, row.addressee])).toEqual(dossiers.map(() => [5, null]))
      await node.close()
      expect(await verify(place)).toMatchObject({ ok: true, personal: { present: 0, erased: 20 } })
    })
  })
}

describe('erasure leaves nothing in the files', () => {
  const [sqlite] = testDatabases()
  test('no file of the data folder, the write-ahead log included, contains what was erased; not while the node runs, not after', async () => {
    const clock = standingClock(START)
    const place = (await sqlite?.place()) as TestPlace
    const node = await openNode({ node: 'HQ', modules: [parcels], clock, ...place })
    const secrets = ['Ilva Marrash', 'UTO7731904', 'Corbin Ashgrove', 'UTO5550001']
    const long = (i: number) => ({ name: 'Corbin Ashgrove '.repeat(1 + (i % 7) * 60), passport: `UTO5550001-${i}` })
    for (let i = 0; i < 400; i++) {
      if (i % 2) await openParcel(node, `parcel ${i}`)
      else await act(node, node.newId(), { type: 'open', mark: `long ${i}`, weight: 1, addressee: long(i) })
      // A refusal that repeats what was asked.
      if (i % 50 === 0) await act(node, node.newId(), { type: 'weigh', weight: 1 })
    }
    clock.set('2026-12-20T00:00:00.000Z')
    for (let i = 0; i < 100; i++)
      await act(node, node.newId(), {
        type: 'open',
        mark: `young ${i}`,
        weight: 1,
        addressee: { name: 'Tamsin Reed', passport: 'UTO1112223' }
      })
    expect(filesWith(place.data, secrets)).not.toEqual([])
    clock.set('2026-12-24T00:00:00.000Z')
    expect(await node.sweep()).toBe(400)
    expect(filesWith(place.data, secrets)).toEqual([])
    await node.close()
    expect(filesWith(place.data, secrets)).toEqual([])
    expect(filesWith(place.data, ['Tamsin Reed'])).not.toEqual([])
    expect(await verify(place)).toMatchObject({ ok: true, personal: { present: 100, erased: 400 } })
  })
})
