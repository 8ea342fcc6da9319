import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { backup } from './backup.ts'
import { rebuild, verify } from './offline.ts'
import { openNode, type OpenNode } from './open-node.ts'
import { restore } from './restore.ts'
import { act, addressee, clerk, ledgerTables, openParcel, projections, standingClock } from './testing/acts.ts'
import { followFeed } from './testing/follow-feed.ts'
import { parcelKind, parcels } from './testing/parcels.ts'
import { tamper } from './testing/tamper.ts'
import { refuse } from '#kernel/decider.ts'
import { idText, parseId } from '#kernel/id.ts'
import { testDatabases } from '#platform/storage/testing/databases.ts'

const START = '2026-11-23T08:00:00.000Z'
const run = promisify(execFile)
const program = fileURLToPath(new URL('./testing/load-process.ts', import.meta.url))

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`the ledger under attack on ${database.title}`, () => {
    const open = async (more = {}): Promise<OpenNode> => openNode({ node: 'HQ', modules: [parcels], ...(await database.place()), ...more })

    test('a command id that is 16 letters long is not the UUID of the same 16 bytes', async () => {
      const node = await open()
      const letters = 'abcdefghijklmnop'
      const dossier = await openParcel(node, 'a')
      expect(await act(node, dossier, { type: 'weigh', weight: 3 }, letters)).toMatchObject({ ok: true, version: 2 })
      expect(await act(node, dossier, { type: 'weigh', weight: 4 }, idText(Buffer.from(letters)))).toMatchObject({ ok: true, version: 3 })
      await node.close()
    })

    test('one command does not claim the same for two dossiers', async () => {
      const node = await open()
      const reads = [node.newId(), node.newId()].map(dossier => ({ kind: parcelKind, dossier }))
      const actions = [{ type: 'parcels.parcel-opened.v1', facts: { mark: '#1', weight: 1 } }]
      const answer = await node.ledger.commandAcross({
        id: 'both',
        actor: clerk,
        request: {},
        reads,
        decide: () => ({ ok: true, appends: reads.map(({ dossier }) => ({ dossier, actions })) })
      })
      expect(answer).toEqual({
        ok: false,
        refusal: { code: 'already-claimed', detail: { scope: 'parcels.mark', value: '#1' } },
        repeated: false
      })
      expect(await node.ledger.position()).toBe(1)
      await node.close()
    })

    test('an actor that no envelope can name writes nothing', async () => {
      const node = await open()
      for (const actor of [
        { ...clerk, id: '' },
        { ...clerk, id: 'x'.repeat(101) },
        { ...clerk, kind: 'person","x":"' as 'person' }
      ])
        await expect(
          node.ledger.command(parcelKind, node.newId(), { id: 'a', actor }, { type: 'open', mark: 'a', weight: 1 })
        ).rejects.toThrow('an actor has a kind and an id of 1 to 100 characters')
      expect(await node.ledger.position()).toBe(1)
      await node.close()
    })

    test('a body is measured in bytes, not in letters', async () => {
      const node = await open()
      const mark = 'é'.repeat(600_000)
      await expect(act(node, node.newId(), { type: 'open', mark, weight: 1 })).rejects.toThrow('the facts is longer than 1 MiB')
      await node.close()
    })

    test('an erasure in one dossier forgets what a refusal over several said of it', async () => {
      const node = await open()
      const dossiers = [await openParcel(node, 'a'), await openParcel(node, 'b')]
      const reads = dossiers.map(dossier => ({ kind: parcelKind, dossier }))
      const command = { id: 'several', actor: clerk, request: {}, reads }
      const name = { name: addressee.name }
      const refused = await node.ledger.commandAcross({ ...command, decide: () => refuse('belongs-to', name) })
      expect(await node.ledger.commandAcross({ ...command, decide: () => ({ ok: true, appends: [] }) })).toEqual({
        ...refused,
        repeated: true
      })
      await node.eraseDossier(dossiers[1] as string, clerk)
      const answers = await ledgerTables(node).selectFrom('ledger_answers').select('answer').execute()
      expect(answers.filter(({ answer }) => answer.includes(addressee.name))).toEqual([])
      await node.close()
    })

    test('a process that has not heard that a dossier is parked does not write in it', async () => {
      const place = await database.place()
      const [one, other] = [
        await openNode({ node: 'HQ', modules: [parcels], ...place }),
        await openNode({ node: 'HQ', modules: [parcels], ...place })
      ]
      const dossier = await openParcel(one, 'a')
      await act(other, dossier, { type: 'weigh', weight: 3 })
      const parked = { parked: 'of another version' }
      await one.write([ledgerTables(one).updateTable('ledger_dossiers').set(parked).where('dossier', '=', parseId(dossier)).compile()])
      expect(await act(other, dossier, { type: 'weigh', weight: 4 })).toMatchObject({ ok: false, refusal: { code: 'dossier-parked' } })
      await one.close()
      await other.close()
    })

    test('after an erasure in a parked dossier a rebuild gives the same rows', async () => {
      const place = await database.place()
      const node = await openNode({ node: 'HQ', modules: [parcels], ...place })
      const dossier = await openParcel(node, 'a')
      await tamper(place, [`UPDATE ledger_dossiers SET parked = 'of another version' WHERE kind = 'parcels.parcel'`])
      await node.eraseDossier(dossier, clerk)
      const before = await projections(node)
      expect(before.parcels).toMatchObject([{ dossier, mark: 'a', addressee: null }])
      await rebuild({ ...place, modules: [parcels] })
      expect(await projections(node)).toEqual(before)
      await node.close()
    })

    test('a restored node writes in terms of its own, so that nothing can stand twice beside what it lost', async () => {
      const [place, to] = [await database.place(), `${database.folder()}/backup`]
      const node = await openNode({ node: 'HQ', modules: [parcels], ...place })
      const dossier = await openParcel(node, 'a')
      await backup({ ...place, to, now: new Date().toISOString() })
      await act(node, dossier, { type: 'weigh', weight: 3 })
      const terms = async (of: OpenNode) =>
        (await of.ledger.find(parcelKind, dossier))?.history.map(({ entry }) => [entry.version, entry.term, entry.actionId])
      const lost = await terms(node)
      await node.close()
      const fresh = await database.place()
      await restore({ node: 'HQ', modules: [parcels], from: to, ...fresh })
      const again = await openNode({ node: 'HQ', modules: [parcels], ...fresh })
      await act(again, dossier, { type: 'weigh', weight: 4 })
      await act(again, dossier, { type: 'weigh', weight: 5 })
      const [first, second, third] = (await terms(again)) ?? []
      expect(first).toEqual(lost?.[0])
      expect(second).toEqual([2, second?.[2], second?.[2]])
      expect(third).toEqual([3, second?.[2], third?.[2]])
      await again.close()
      expect(await verify(fresh)).toMatchObject({ ok: true })
    })

    test('what a former life recorded in doubt to its end falls due from the first confirmed entry of the next', async () => {
      const [place, to, clock, steady] = [await database.place(), `${database.folder()}/backup`, standingClock(START), { now: 0 }]
      const options = { node: 'HQ', modules: [parcels], clock, monotonic: () => steady.now }
      const node = await openNode({ ...options, ...place })
      clock.set('2026-11-24T08:00:00.000Z')
      await openParcel(node, 'a')
      await backup({ ...place, to, now: clock.now().toISOString() })
      await node.close()
      const fresh = await database.place()
      const confirmedBy: [string, string] = ['chief', 'deputy']
      await restore({ ...options, ...fresh, from: to, confirmedBy })
      const again = await openNode({ ...options, ...fresh })
      const later = (at: string) => {
        steady.now += Date.parse(at) - clock.now().getTime()
        clock.set(at)
      }
      later('2026-12-24T07:59:59.999Z')
      expect(await again.sweep()).toBe(0)
      later('2026-12-24T08:00:00.000Z')
      expect(await again.sweep()).toBe(1)
      await again.close()
      expect(await verify(fresh)).toMatchObject({ ok: true, personal: { present: 0, erased: 1 } })
    })

    test('the feed has no gap and no repeat for a reader that follows while many append', { timeout: 60_000 }, async () => {
      const place = await database.place()
      const node = await openNode({ node: 'HQ', modules: [parcels], ...place })
      const reader = database.title === 'SQLite' ? node : await openNode({ node: 'HQ', modules: [parcels], ...place })
      const follower = followFeed(reader)
      const load = JSON.stringify({ ...place, callers: 16, commands: 600 })
      const processes = database.title === 'SQLite' ? [] : Array.from({ length: 3 }, () => run(process.execPath, [program, load]))
      const callers = Array.from({ length: 24 }, async () => {
        for (let i = 0; i < 25; i++) await act(node, await openParcel(node, `${i}`), { type: 'weigh', weight: i })
      })
      await Promise.all([...callers, ...processes])
      const last = await node.ledger.position()
      expect(last).toBe(1 + 24 * 50 + processes.length * 600)
      const seen = await follower.until(last)
      expect(seen.map(({ position }) => position)).toEqual(Array.from({ length: last }, (_, i) => i + 1))
      expect(new Set(seen.map(({ entry }) => entry.actionId)).size).toBe(last)
      // It did follow: it read while others wrote, not once at the end.
      expect(follower.reads()).toBeGreaterThan(10)
      if (reader !== node) await reader.close()
      await node.close()
    })
  })
}
