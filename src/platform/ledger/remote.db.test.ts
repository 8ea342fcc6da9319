import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyDossierKind } from './contract.ts'
import type { LedgerModule } from './node-options.ts'
import { verify } from './offline.ts'
import { openNode, type OpenNode } from './open-node.ts'
import type { TravellingChain } from './receive.ts'
import { act, clerk, ledgerTables, openParcel, projections } from './testing/acts.ts'
import { parcelKind, parcels } from './testing/parcels.ts'
import { chainOf } from './testing/travel.ts'
import type { Action } from '#kernel/decider.ts'
import { testDatabases, type TestDatabase, type TestPlace } from '#platform/storage/testing/databases.ts'

const open = async (database: TestDatabase, node: string, modules: LedgerModule[] = [parcels], realm = 'real') =>
  openNode({ node, realm, modules, ...(await database.place()) })

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`entries of another node on ${database.title}`, () => {
    let post: OpenNode
    let hq: OpenNode
    let hqPlace: TestPlace
    beforeEach(async () => {
      post = await open(database, 'POST-1')
      hqPlace = await database.place()
      hq = await openNode({ node: 'HQ', modules: [parcels], ...hqPlace })
    })
    afterEach(async () => {
      await post.close()
      await hq.close()
    })

    test('are stored, applied, projected and fed in order; both chains verify', async () => {
      const dossier = await openParcel(post, 'a')
      await act(post, dossier, { type: 'weigh', weight: 5 })
      await openParcel(hq, 'own')
      const chain = await chainOf(post)
      expect(await hq.receive(chain)).toBe(3)
      expect(await hq.receive(chain)).toBe(0)
      expect((await hq.ledger.find(parcelKind, dossier))?.state).toMatchObject({ weight: 5, weighings: 1, addressee: 'Ilva Marrash' })
      const rows = async (node: OpenNode) => (await projections(node)).parcels.filter(row => row.dossier === dossier)
      expect(await rows(hq)).toEqual(await rows(post))
      const feed = await hq.ledger.feed(0, 100)
      expect(feed.map(({ position, entry }) => [position, entry.node, entry.sequence])).toEqual([
        [1, 'HQ', 1],
        [2, 'HQ', 2],
        [3, 'POST-1', 1],
        [4, 'POST-1', 2],
        [5, 'POST-1', 3]
      ])
      await act(post, dossier, { type: 'hand-over' })
      expect(await hq.receive(await chainOf(post, 3))).toBe(1)
      expect((await hq.ledger.find(parcelKind, dossier))?.state).toMatchObject({ status: 'handed-over' })
      expect(await verify(hqPlace)).toMatchObject({
        ok: true,
        chains: [
          { node: 'HQ', entries: 2 },
          { node: 'POST-1', entries: 4, signedHeads: 2 }
        ]
      })
    })

    test('belong to their node: commands here are refused not-custodian', async () => {
      const dossier = await openParcel(post, 'a')
      await hq.receive(await chainOf(post))
      expect(await act(hq, dossier, { type: 'weigh', weight: 5 })).toEqual({
        ok: false,
        refusal: { code: 'not-custodian' },
        repeated: false
      })
    })

    test('are refused whole when a byte, the head, the order or the realm is wrong', async () => {
      await openParcel(post, 'a')
      const chain = await chainOf(post)
      const last = chain.entries.at(-1) as TravellingChain['entries'][number]
      const changed = (entry: Partial<typeof last>): TravellingChain => ({
        ...chain,
        entries: [...chain.entries.slice(0, -1), { ...last, ...entry }]
      })
      const turned = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, i) => (i === 12 ? byte ^ 1 : byte))
      await expect(hq.receive(changed({ facts: { ...last.facts, body: turned(last.facts.body) } }))).rejects.toThrow(
        'entry 2: the facts do not give their digest'
      )
      const personal = { salt: last.personal?.salt as Uint8Array, body: turned(last.personal?.body as Uint8Array) }
      await expect(hq.receive(changed({ personal }))).rejects.toThrow('entry 2: the personal part does not give its digest')
      const words = Buffer.from(last.envelope).toString('utf8').replace('"clerk-1"', '"clerk-2"')
      await expect(hq.receive(changed({ envelope: Buffer.from(words) }))).rejects.toThrow('the signed head is not the end of these entries')
      await expect(hq.receive({ ...chain, head: { ...chain.head, signature: turned(chain.head.signature) } })).rejects.toThrow(
        "the head is not signed with the chain's key"
      )
      await expect(hq.receive({ ...chain, entries: chain.entries.slice(1) })).rejects.toThrow('must come from its first entry')
      const drill = await open(database, 'HQ', [parcels], 'drill-1')
      await expect(drill.receive(chain)).rejects.toThrow('entry 1 is of the realm real, this node of drill-1')
      await drill.close()
      expect(await hq.ledger.position()).toBe(1)
      expect(await ledgerTables(hq).selectFrom('ledger_entries').select('entry').execute()).toHaveLength(1)
    })

    test('a duplicate claim from elsewhere is kept for an officer and stops nobody', async () => {
      const [here, there] = [
        await hq.ledger.command(parcelKind, hq.newId(), { id: 'c', actor: clerk }, { type: 'open', mark: '#9', weight: 1 }),
        post.newId()
      ]
      expect(here.ok).toBe(true)
      await act(post, there, { type: 'open', mark: '#9', weight: 1 })
      await hq.receive(await chainOf(post))
      const claims = await ledgerTables(hq).selectFrom('ledger_claims').select(['scope', 'value']).execute()
      expect(claims).toEqual([
        { scope: 'parcels.mark', value: '#9' },
        { scope: 'parcels.mark', value: '#9' }
      ])
    })

    test('of a version this node does not know are kept and park their dossier alone; a node that knows it takes them up', async () => {
      const place = await database.place()
      const sealed = z.strictObject({ seal: z.string() })
      const newer: AnyDossierKind = {
        ...parcelKind,
        actions: { ...parcelKind.actions, 'parcels.parcel-sealed.v1': { facts: sealed, retention: { name: 'none', days: null } } },
        decider: {
          ...parcelKind.decider,
          evolve: (state: unknown, action: Action) =>
            action.type === 'parcels.parcel-sealed.v1' ? state : parcelKind.decider.evolve(state as never, action as never),
          decide: () => ({ ok: true, actions: [{ type: 'parcels.parcel-sealed.v1', facts: { seal: 'S-1' } }] })
        }
      }
      const ahead = await openNode({ node: 'POST-2', modules: [{ ...parcels, kinds: [newer] }], ...(await database.place()) })
      const [odd, plain] = [ahead.newId(), ahead.newId()]
      const opened = { type: 'open', mark: 'b', weight: 1 } as const
      const older = openNode({ node: 'HQ', modules: [parcels], ...place })
      const receiver = await older
      const asOld = (state: never, command: never, at: never) => parcelKind.decider.decide(state, command, at)
      const run = (kind: AnyDossierKind, dossier: string, command: unknown) =>
        ahead.ledger.command(kind, dossier, { id: ahead.newId(), actor: clerk }, command)
      const plainly = { ...newer, decider: { ...newer.decider, decide: asOld } }
      await run(plainly, odd, opened)
      await run(newer, odd, {})
      await run(plainly, odd, { type: 'weigh', weight: 7 })
      await run(plainly, plain, opened)
      expect(await receiver.receive(await chainOf(ahead))).toBe(5)
      expect((await receiver.ledger.feed(1, 10)).map(({ entry }) => [entry.sequence, entry.version])).toEqual([
        [1, 1],
        [2, 1],
        [5, 1]
      ])
      const parked = await ledgerTables(receiver)
        .selectFrom('ledger_dossiers')
        .select(['version', 'parked'])
        .where('parked', 'is not', null)
        .execute()
      expect(parked).toEqual([{ version: 1, parked: 'parcels.parcel-sealed.v1: parcels.parcel knows no action parcels.parcel-sealed.v1' }])
      expect(await act(receiver, plain, { type: 'hand-over' })).toMatchObject({ refusal: { code: 'not-custodian' } })
      expect(await verify(place)).toMatchObject({ ok: true })
      await receiver.close()
      await ahead.close()
      const upgraded = await openNode({ node: 'HQ', modules: [{ ...parcels, kinds: [newer] }], ...place })
      expect((await upgraded.ledger.find(newer, odd))?.state).toMatchObject({ weight: 7, weighings: 1 })
      expect(await ledgerTables(upgraded).selectFrom('ledger_waiting').selectAll().execute()).toEqual([])
      expect((await upgraded.ledger.feed(4, 10)).map(({ position, entry }) => [position, entry.sequence])).toEqual([
        [5, 3],
        [6, 4]
      ])
      await upgraded.close()
    })

    test('a projection that throws parks the dossier, never the stream', async () => {
      const touchy: AnyDossierKind = {
        ...parcelKind,
        project: applied => {
          if ((applied.after as { mark?: string }).mark === 'bad') throw new Error('no shelf for this one')
          return parcelKind.project?.(applied) ?? []
        }
      }
      const place = await database.place()
      const receiver = await openNode({ node: 'HQ', modules: [{ ...parcels, kinds: [touchy] }], ...place })
      const bad = await openParcel(post, 'bad')
      const good = await openParcel(post, 'good')
      await receiver.receive(await chainOf(post))
      expect((await projections(receiver)).parcels.map(row => row.dossier)).toEqual([good])
      const parked = await ledgerTables(receiver).selectFrom('ledger_dossiers').select('parked').where('parked', 'is not', null).execute()
      expect(parked).toEqual([{ parked: 'parcels.parcel-opened.v1: no shelf for this one' }])
      await receiver.close()
      const repaired = await openNode({ node: 'HQ', modules: [parcels], ...place })
      expect((await projections(repaired)).parcels.map(row => row.dossier).sort()).toEqual([bad, good].sort())
      await repaired.close()
    })

    test('an old version is read as today, here and in the history', async () => {
      const old: AnyDossierKind = {
        ...parcelKind,
        upCasters: [],
        actions: {
          ...parcelKind.actions,
          'parcels.parcel-weighed.v1': { facts: z.strictObject({ grams: z.number() }), retention: { name: 'none', days: null } }
        },
        decider: {
          ...parcelKind.decider,
          evolve: (state: unknown, action: Action) =>
            action.type === 'parcels.parcel-weighed.v1' ? state : parcelKind.decider.evolve(state as never, action as never),
          decide: () => ({ ok: true, actions: [{ type: 'parcels.parcel-weighed.v1', facts: { grams: 4500 } }] })
        }
      }
      const place = await database.place()
      const before = await openNode({ node: 'HQ', modules: [{ ...parcels, kinds: [old] }], ...place })
      const dossier = before.newId()
      const asOld = {
        ...old,
        decider: { ...old.decider, decide: (state: never, command: never, at: never) => parcelKind.decider.decide(state, command, at) }
      }
      await before.ledger.command(asOld, dossier, { id: 'a', actor: clerk }, { type: 'open', mark: 'a', weight: 1 })
      await before.ledger.command(old, dossier, { id: 'b', actor: clerk }, {})
      await before.close()
      const today = await openNode({ node: 'HQ', modules: [parcels], ...place })
      const found = await today.ledger.find(parcelKind, dossier)
      expect(found?.state).toMatchObject({ weight: 4.5, weighings: 1 })
      expect(found?.history[1]).toMatchObject({
        entry: { type: 'parcels.parcel-weighed.v1' },
        action: { type: 'parcels.parcel-weighed.v2', facts: { weight: 4.5 } }
      })
      expect(await act(today, dossier, { type: 'weigh', weight: 6 })).toMatchObject({ ok: true, version: 3 })
      await today.close()
    })

    if (database.title === 'SQLite')
      test('nobody can change or delete an entry on SQLite', async () => {
        await openParcel(hq, 'a')
        const change = (text: string) => hq.write([sql.raw(text).compile(hq.db)])
        await expect(change(`UPDATE ledger_entries SET version = 7`)).rejects.toThrow('ledger_entries only grows')
        await expect(change(`DELETE FROM ledger_entries`)).rejects.toThrow('ledger_entries only grows')
        await expect(change(`DELETE FROM ledger_feed`)).rejects.toThrow('ledger_feed only grows')
        await expect(change(`UPDATE ledger_personal SET retention = 'x'`)).rejects.toThrow('ledger_personal is never changed')
        await expect(change(`DELETE FROM ledger_personal`)).rejects.toThrow('a personal part goes only with the action that erases it')
      })

    if (database.title.startsWith('PostgreSQL'))
      test("the application's role can neither change nor delete an entry on PostgreSQL", async () => {
        await openParcel(hq, 'a')
        const change = (text: string) => hq.write([sql.raw(text).compile(hq.db)])
        for (const table of ['ledger_entries', 'ledger_feed', 'ledger_heads', 'ledger_personal', 'ledger_erased']) {
          await expect(change(`DELETE FROM ${table}`)).rejects.toThrow(`permission denied for table ${table}`)
          await expect(
            change(`UPDATE ${table} SET ${table === 'ledger_feed' ? 'position' : table === 'ledger_heads' ? 'chain' : 'entry'} = 1`)
          ).rejects.toThrow('permission denied')
          await expect(change(`TRUNCATE ${table}`)).rejects.toThrow('permission denied')
        }
        await expect(change(`INSERT INTO ledger_erased VALUES (1, 1)`)).rejects.toThrow('permission denied for table ledger_erased')
        await expect(change(`DROP TABLE ledger_entries`)).rejects.toThrow('must be owner')
      })
  })
}
