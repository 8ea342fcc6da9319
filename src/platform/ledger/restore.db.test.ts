import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backup } from './backup.ts'
import { verify } from './offline.ts'
import { openNode, type OpenNode } from './open-node.ts'
import { restore } from './restore.ts'
import { act, ledgerTables, openParcel, standingClock } from './testing/acts.ts'
import { parcelKind, parcels } from './testing/parcels.ts'
import { testDatabases, type TestPlace } from '#platform/storage/testing/databases.ts'

const START = '2026-11-23T08:00:00.000Z'
const at = (now: string) => standingClock(now)

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`backup and restore on ${database.title}`, () => {
    const open = (place: TestPlace, now = START): Promise<OpenNode> =>
      openNode({ node: 'HQ', modules: [parcels], clock: at(now), ...place })
    const restoreInto = async (from: string, now: string, more = {}) => {
      const place = await database.place()
      return { place, restored: await restore({ node: 'HQ', modules: [parcels], clock: at(now), from, ...place, ...more }) }
    }

    test('a running node is copied with its files and without its key; the copy is a new incarnation that goes on', async () => {
      const place = await database.place()
      mkdirSync(join(place.data, 'files'))
      writeFileSync(join(place.data, 'files', 'abc'), 'a scanned paper')
      const node = await open(place)
      const dossier = await openParcel(node, 'a')
      const number = await node.nextNumber('TD')
      const to = join(database.folder(), 'backup')
      const loaded = Promise.all(Array.from({ length: 200 }, (_, i) => openParcel(node, `during ${i}`)))
      await backup({ ...place, to, now: START })
      await loaded
      expect(readdirSync(to).filter(name => name.includes('key') || name.includes('head'))).toEqual([])
      const last = (await ledgerTables(node).selectFrom('ledger_node').selectAll().executeTakeFirstOrThrow()).sequence
      const { place: other, restored } = await restoreInto(to, '2026-11-24T08:00:00.000Z')
      expect(restored).toEqual({
        incarnation: expect.any(String),
        prior: { incarnation: node.incarnation, sequence: expect.any(Number), hash: expect.any(String) },
        erased: 0
      })
      expect(restored.incarnation).not.toBe(node.incarnation)
      expect(restored.prior.sequence).toBeLessThanOrEqual(last)
      expect(readFileSync(join(other.data, 'files', 'abc'), 'utf8')).toBe('a scanned paper')
      const again = await open(other, '2026-11-24T08:00:00.000Z')
      expect((await again.ledger.find(parcelKind, dossier))?.state).toMatchObject({ mark: 'a' })
      expect(await act(again, dossier, { type: 'hand-over' })).toMatchObject({ ok: true, version: 2 })
      const { history } = (await again.ledger.find(parcelKind, dossier)) ?? { history: [] }
      expect(history.map(({ entry }) => [entry.incarnation, entry.sequence])).toEqual([
        [node.incarnation, 2],
        [restored.incarnation, 2]
      ])
      expect(await again.nextNumber('TD')).not.toBe(number)
      expect((await again.nextNumber('TD')).slice(0, 12)).not.toBe(number.slice(0, 12))
      await again.close()
      await node.close()
      expect(await verify(other)).toMatchObject({
        ok: true,
        chains: [
          { node: 'HQ', incarnation: node.incarnation },
          { node: 'HQ', incarnation: restored.incarnation, entries: 2 }
        ]
      })
      expect(await verify(place)).toMatchObject({ ok: true })
    })

    test('the node goes on beside its restored copy, and no entry of one can be one of the other', async () => {
      const place = await database.place()
      const node = await open(place)
      const dossier = await openParcel(node, 'a')
      const to = join(database.folder(), 'backup')
      await backup({ ...place, to, now: START })
      const { place: other } = await restoreInto(to, START)
      const copy = await open(other)
      await Promise.all([act(node, dossier, { type: 'weigh', weight: 1 }), act(copy, dossier, { type: 'weigh', weight: 2 })])
      const names = async (of: OpenNode) =>
        (await of.ledger.feed(0, 100)).map(({ entry }) => `${entry.incarnation} ${entry.sequence} ${entry.actionId}`)
      const [here, there] = [await names(node), await names(copy)]
      expect(here.filter(name => there.includes(name))).toHaveLength(2)
      expect(new Set([...here, ...there].map(name => name.split(' ').slice(0, 2).join(' '))).size).toBe(new Set([...here, ...there]).size)
      await node.close()
      await copy.close()
    })

    test('a restore erases what has fallen due since, before it serves', async () => {
      const place = await database.place()
      const node = await open(place)
      const dossier = await openParcel(node, 'a')
      await node.close()
      const to = join(database.folder(), 'backup')
      await backup({ ...place, to, now: '2026-12-01T08:00:00.000Z' })
      const clockedOut = restoreInto(to, '2026-12-24T08:00:00.000Z')
      const { place: other, restored } = await clockedOut
      expect(restored.erased).toBe(1)
      const again = await open(other, '2026-12-24T08:00:00.000Z')
      expect((await again.ledger.find(parcelKind, dossier))?.state).toMatchObject({ addressee: null })
      await again.close()
      if (!other.postgres) expect(readFileSync(join(other.data, 'ledger.sqlite')).includes('Ilva Marrash')).toBe(false)
      expect(await verify(other)).toMatchObject({ ok: true, personal: { present: 0, erased: 1 } })
    })

    test('a backup that is too old, or of the future, needs two persons who confirm the clock', async () => {
      const place = await database.place()
      const node = await open(place)
      await openParcel(node, 'a')
      await node.close()
      const to = join(database.folder(), 'backup')
      await backup({ ...place, to, now: START })
      await expect(restoreInto(to, '2027-02-01T08:00:00.000Z')).rejects.toThrow('two persons must confirm the clock')
      await expect(restoreInto(to, '2026-11-01T08:00:00.000Z')).rejects.toThrow('two persons must confirm the clock')
      const { restored } = await restoreInto(to, '2027-02-01T08:00:00.000Z', { confirmedBy: ['chief', 'deputy'] })
      expect(restored.erased).toBe(1)
    })

    test('a restore goes neither over a node nor from an unfinished backup, nor to another node', async () => {
      const place = await database.place()
      await (await open(place)).close()
      const to = join(database.folder(), 'backup')
      await backup({ ...place, to, now: START })
      await expect(restore({ node: 'HQ', modules: [parcels], clock: at(START), from: to, ...place })).rejects.toThrow('there is a node in')
      await expect(
        restore({ node: 'POST-1', modules: [parcels], clock: at(START), from: to, ...(await database.place()) })
      ).rejects.toThrow('this is a backup of HQ (real), not of POST-1 (real)')
      await expect(restoreInto(database.folder(), START)).rejects.toThrow('is not a finished backup')
      await expect(backup({ ...place, to, now: START })).rejects.toThrow('is not empty')
      expect(existsSync(join(to, 'backup.json'))).toBe(true)
    })
  })
}
