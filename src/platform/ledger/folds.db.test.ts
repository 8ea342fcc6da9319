import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { backup } from './backup.ts'
import { storeFold } from './folds.ts'
import { rebuild, verify } from './offline.ts'
import { openNode, type OpenNode } from './open-node.ts'
import { restore } from './restore.ts'
import { act, addressee, clerk, ledgerTables, openParcel, parcelTables } from './testing/acts.ts'
import { foldedParcels } from './testing/folded-parcels.ts'
import { parcelKind, parcels } from './testing/parcels.ts'
import { tamper } from './testing/tamper.ts'
import { parseId } from '#kernel/id.ts'
import { testDatabases, type TestPlace } from '#platform/storage/testing/databases.ts'

const weighed = { status: 'here', mark: 'a', addressee: addressee.name }

const folds = async (node: OpenNode) => {
  await node.ledger.settled()
  const rows = await ledgerTables(node).selectFrom('ledger_folds').selectAll().orderBy('dossier').execute()
  return rows.map(({ state, fold_as, version, erasures }) => ({ state: JSON.parse(state) as unknown, as: fold_as, version, erasures }))
}

const weigh = async (node: OpenNode, dossier: string, times: number, from = 1): Promise<void> => {
  for (let i = 0; i < times; i++) expect(await act(node, dossier, { type: 'weigh', weight: from + i })).toMatchObject({ ok: true })
}

/** The parcel's projected row after one more weighing: what the decision stood on, seen from outside. */
const rowOf = async (node: OpenNode, dossier: string) =>
  parcelTables(node).selectFrom('parcels_parcel').selectAll().where('dossier', '=', dossier).executeTakeFirst()

const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(file => file.isFile())
    .map(file => join(file.parentPath, file.name))
    .filter(file => readFileSync(file).includes(text))

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`folds on ${database.title}`, () => {
    const open = async (place: TestPlace, options: Parameters<typeof foldedParcels>[0] = {}) => {
      const { modules, folded } = foldedParcels(options)
      const node = await openNode({ node: 'HQ', modules, ...place })
      return { node, folded }
    }

    /** A parcel at version 25, whose last fold is of version 20. */
    const long = async (place: TestPlace): Promise<string> => {
      const { node } = await open(place)
      const dossier = await openParcel(node, 'a')
      await weigh(node, dossier, 24)
      await node.close()
      return dossier
    }

    test('are stored every so many actions, the newest only, and say what the dossier was then', async () => {
      const { node } = await open(await database.place())
      const dossier = await openParcel(node, 'a')
      await weigh(node, dossier, 8)
      expect(await folds(node)).toEqual([])
      await weigh(node, dossier, 1, 9)
      expect(await folds(node)).toEqual([{ state: { ...weighed, weight: 9, weighings: 9 }, as: 'v1', version: 10, erasures: 0 }])
      await weigh(node, dossier, 15, 10)
      expect(await folds(node)).toEqual([{ state: { ...weighed, weight: 19, weighings: 19 }, as: 'v1', version: 20, erasures: 0 }])
      await node.close()
    })

    test('spare a command all earlier entries; what it stands on is what the whole fold gives', async () => {
      const place = await database.place()
      const dossier = await long(place)
      const { node, folded } = await open(place)
      expect(await act(node, dossier, { type: 'weigh', weight: 77 })).toMatchObject({ ok: true, version: 26 })
      expect(folded).toHaveLength(5 + 1)
      expect(await rowOf(node, dossier)).toEqual({
        dossier,
        mark: 'a',
        weight: 77,
        weighings: 25,
        addressee: addressee.name,
        status: 'here'
      })
      const found = await node.ledger.find(parcelKind, dossier)
      expect(found?.history).toHaveLength(26)
      expect(found?.state).toEqual({ ...weighed, weight: 77, weighings: 25 })
      await node.close()
      expect(await verify(place)).toMatchObject({ ok: true })
    })

    test('a dossier at its fold is loaded without folding anything, in its term', async () => {
      const place = await database.place()
      const { node: first } = await open(place)
      const dossier = await openParcel(first, 'a')
      await weigh(first, dossier, 9)
      await first.close()
      const { node, folded } = await open(place)
      await weigh(node, dossier, 1, 50)
      expect(folded).toHaveLength(1)
      const { history } = (await node.ledger.find(parcelKind, dossier)) ?? { history: [] }
      expect(new Set(history.map(({ entry }) => entry.term)).size).toBe(1)
      await node.close()
      expect(await verify(place)).toMatchObject({ ok: true })
    })

    test('are not read under another name, and stored again under it', async () => {
      const place = await database.place()
      const dossier = await long(place)
      const { node, folded } = await open(place, { as: 'v2' })
      await weigh(node, dossier, 1, 77)
      expect(folded).toHaveLength(26)
      expect(await folds(node)).toEqual([{ state: { ...weighed, weight: 77, weighings: 25 }, as: 'v2', version: 26, erasures: 0 }])
      await node.close()
    })

    test.each([
      ['does not read as one', `state = '{"status":"here"}'`],
      ['is no JSON', `state = '{'`],
      ['is of another story', `hash = (SELECT hash FROM ledger_entries ORDER BY entry LIMIT 1)`],
      ["claims a version that is not its entry's", 'version = 19'],
      ['is of another count of erasures', 'erasures = 1']
    ])('a fold that %s is not used', async (_, change) => {
      const place = await database.place()
      const dossier = await long(place)
      await tamper(place, [`UPDATE ledger_folds SET ${change}`])
      const { node, folded } = await open(place)
      await weigh(node, dossier, 1, 77)
      expect(folded).toHaveLength(26)
      expect(await rowOf(node, dossier)).toMatchObject({ weight: 77, weighings: 25 })
      await node.close()
    })

    test('entries of a second story are not folded in', async () => {
      const place = await database.place()
      const dossier = await long(place)
      // The same versions once more in a term that was closed: stored, not applied.
      await tamper(place, [
        `INSERT INTO ledger_entries SELECT entry + 1000, dossier, version, substr(facts_salt, 1, 16), substr(facts_salt, 17, 16), envelope, facts_salt, facts_salt, facts
           FROM ledger_entries WHERE version > 22`
      ])
      const { node, folded } = await open(place)
      await weigh(node, dossier, 1, 77)
      expect(folded).toHaveLength(5 + 1)
      expect(await rowOf(node, dossier)).toMatchObject({ weight: 77, weighings: 25 })
      await node.close()
    })

    test('a state that JSON would change is not stored, and that is said once', async () => {
      const place = await database.place()
      const { kind, modules } = foldedParcels({ every: 1 })
      const evolve: typeof kind.decider.evolve = (parcel, action) => {
        const next = kind.decider.evolve(parcel, action)
        return next.status === 'none' ? next : { ...next, weight: Infinity }
      }
      const node = await openNode({
        node: 'HQ',
        modules: [{ ...modules[0], name: 'parcels', kinds: [{ ...kind, project: () => [], decider: { ...kind.decider, evolve } }] }],
        ...place
      })
      const said: string[] = []
      const hear = ({ message }: Error) => said.push(message)
      process.on('warning', hear)
      const dossier = await openParcel(node, 'a')
      await weigh(node, dossier, 2)
      expect(await folds(node)).toEqual([])
      await sleep(10)
      process.off('warning', hear)
      expect(said).toEqual(['a state of parcels.parcel does not come back from JSON as it was; its folds are not stored'])
      await node.close()
    })

    test('a refused command stores none', async () => {
      const { node } = await open(await database.place(), { every: 1 })
      await act(node, node.newId(), { type: 'weigh', weight: 1 })
      expect(await folds(node)).toEqual([])
      await node.close()
    })

    test('go with what is erased, from the files too; the next is stored without it', async () => {
      const place = await database.place()
      const { node } = await open(place, { every: 5 })
      const [dossier, other] = [await openParcel(node, 'a'), await openParcel(node, 'b')]
      await weigh(node, dossier, 9)
      await weigh(node, other, 4)
      expect(await folds(node)).toHaveLength(2)
      if (!place.postgres) expect(filesWith(place.data, `"addressee":"${addressee.name}"`)).not.toEqual([])
      expect(await node.eraseDossier(dossier, clerk)).toBe(1)
      expect((await folds(node)).map(({ state }) => state)).toEqual([{ ...weighed, mark: 'b', weight: 4, weighings: 4 }])
      await node.eraseDossier(other, clerk)
      expect(await folds(node)).toEqual([])
      if (!place.postgres) expect(filesWith(place.data, addressee.name)).toEqual([])
      await weigh(node, dossier, 1, 77)
      expect(await folds(node)).toEqual([
        { state: { ...weighed, addressee: null, weight: 77, weighings: 10 }, as: 'v1', version: 11, erasures: 1 }
      ])
      await node.close()
      if (!place.postgres) expect(filesWith(place.data, addressee.name)).toEqual([])
    })

    test('one that comes late does not bring back what was erased, nor replace a newer one', async () => {
      const place = await database.place()
      const { node } = await open(place)
      const dossier = await openParcel(node, 'a')
      await weigh(node, dossier, 9)
      await node.ledger.settled()
      const fold = await ledgerTables(node).selectFrom('ledger_folds').selectAll().executeTakeFirstOrThrow()
      await storeFold(node.store, { ...fold, version: 9, state: '{"status":"none"}' })
      expect((await folds(node))[0]).toMatchObject({ version: 10, state: weighed })
      await storeFold(node.store, { ...fold, version: 11, state: '{"status":"none"}' })
      expect((await folds(node))[0]).toMatchObject({ version: 10, state: weighed })
      await node.eraseDossier(dossier, clerk)
      await storeFold(node.store, fold)
      expect(await folds(node)).toEqual([])
      await node.close()
    })

    test('two processes that append and erase at once leave no fold with what was erased', { timeout: 60_000 }, async () => {
      const place = await database.place()
      const [{ node: one }, { node: other }] = [await open(place, { every: 1 }), await open(place, { every: 1 })]
      const dossiers: string[] = []
      for (let round = 0; round < 25; round++) {
        const dossier = await openParcel(one, `parcel ${round}`)
        dossiers.push(dossier)
        const appends = [one, other, one, other].map(node => act(node, dossier, { type: 'weigh', weight: round }))
        await Promise.all([...appends, one.eraseDossier(dossier, clerk)])
      }
      const left = [...(await folds(one)), ...(await folds(other))]
      expect(left.filter(({ state }) => (state as { addressee: unknown }).addressee !== null)).toEqual([])
      for (const node of [one, other]) for (const dossier of dossiers) await weigh(node, dossier, 1)
      const last = await folds(other)
      expect(last).toHaveLength(25)
      expect(last.map(({ state }) => (state as { addressee: unknown }).addressee)).toEqual(dossiers.map(() => null))
      await one.close()
      await other.close()
      expect(await verify(place)).toMatchObject({ ok: true, personal: { present: 0, erased: 25 } })
    })

    test('a rebuild empties them; so does a restore', async () => {
      const place = await database.place()
      const dossier = await long(place)
      const to = join(database.folder(), 'backup')
      await backup({ ...place, to, now: new Date().toISOString() })
      await rebuild({ ...place, modules: foldedParcels().modules })
      const { node, folded } = await open(place)
      expect(await folds(node)).toEqual([])
      await weigh(node, dossier, 1, 77)
      expect(folded).toHaveLength(26)
      await node.close()
      const fresh = await database.place()
      await restore({ node: 'HQ', modules: [parcels], from: to, ...fresh })
      const { node: restored, folded: again } = await open(fresh)
      expect(await folds(restored)).toEqual([])
      await weigh(restored, dossier, 1, 77)
      expect(again).toHaveLength(26)
      await restored.close()
    })
  })
}

const [, postgres] = testDatabases()
describe.skipIf(postgres?.skipped ?? true)(`a fold beside an erasure on ${postgres?.title}`, () => {
  test('waits for an erasure that is not committed yet, and then writes nothing', async () => {
    const place = await (postgres as NonNullable<typeof postgres>).place()
    const node = await openNode({ node: 'HQ', modules: foldedParcels().modules, ...place })
    const dossier = await openParcel(node, 'a')
    await weigh(node, dossier, 9)
    await node.ledger.settled()
    const fold = await ledgerTables(node).selectFrom('ledger_folds').selectAll().executeTakeFirstOrThrow()
    const eraser = new pg.Client(place.postgres?.url)
    await eraser.connect()
    await eraser.query('BEGIN')
    await eraser.query('UPDATE ledger_dossiers SET erasures = erasures + 1 WHERE dossier = $1', [parseId(dossier)])
    await eraser.query('DELETE FROM ledger_folds WHERE dossier = $1', [parseId(dossier)])
    let written = false
    const late = storeFold(node.store, fold).then(() => (written = true))
    await sleep(300)
    expect(written).toBe(false)
    await eraser.query('COMMIT')
    await late
    expect(await folds(node)).toEqual([])
    await eraser.end()
    await node.close()
  })
})
