import { beforeAll, describe, expect, test } from 'vitest'
import { entryHash, entryNumber } from './envelope.ts'
import { verify } from './offline.ts'
import { openNode } from './open-node.ts'
import { act, clerk, ledgerTables, openParcel } from './testing/acts.ts'
import { parcels } from './testing/parcels.ts'
import { flip, tamper } from './testing/tamper.ts'
import { testDatabases, type TestDatabase, type TestPlace } from '#platform/storage/testing/databases.ts'

/** Three parcels, each opened and weighed: entries 2 to 7 of the chain. */
const smallLedger = async (database: TestDatabase): Promise<TestPlace & { incarnation: string }> => {
  const place = await database.place()
  const node = await openNode({ node: 'HQ', modules: [parcels], ...place })
  for (const mark of ['a', 'b', 'c']) {
    const dossier = await openParcel(node, mark)
    await act(node, dossier, { type: 'weigh', weight: 3 })
  }
  await node.close()
  return { ...place, incarnation: node.incarnation }
}

const entry = (sequence: number) => entryNumber(1, sequence)

/** The last entry with another actor, hashed again as if it had always been so; the signed heads are gone. */
const rewriteLast = async (place: TestPlace): Promise<void> => {
  const node = await openNode({ node: 'HQ', modules: [parcels], data: place.data, postgres: place.postgres })
  const rows = await ledgerTables(node).selectFrom('ledger_entries').select(['envelope', 'hash']).orderBy('entry').execute()
  await node.close()
  const envelope = Buffer.from(rows[6]?.envelope ?? [])
    .toString('utf8')
    .replace('clerk-1', 'clerk-2')
  const hash = entryHash(rows[5]?.hash ?? Buffer.alloc(0), envelope)
  const bytes = (value: Uint8Array) => `${place.postgres ? "'\\x" : "X'"}${Buffer.from(value).toString('hex')}'`
  await tamper(place, [
    `UPDATE ledger_entries SET envelope = ${bytes(Buffer.from(envelope))}, hash = ${bytes(hash)} WHERE entry = ${entry(7)}`,
    `UPDATE ledger_node SET hash = ${bytes(hash)}`,
    'DELETE FROM ledger_heads'
  ])
}

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`verify on ${database.title}`, () => {
    let place: TestPlace & { incarnation: string }
    beforeAll(async () => {
      place = await smallLedger(database)
    })
    const broken = (sequence: number, part: string, why: string | RegExp) => ({
      ok: false,
      broken: {
        node: 'HQ',
        incarnation: place.incarnation,
        sequence,
        part,
        why: typeof why === 'string' ? why : (expect.stringMatching(why) as string)
      }
    })

    /** Breaks a fresh ledger and says what verify finds. */
    const after = async (statements: (place: TestPlace) => string[]) => {
      place = await smallLedger(database)
      await tamper(place, statements(place))
      return verify(place)
    }

    test('a whole ledger verifies', async () => {
      expect(await verify(place)).toEqual({
        ok: true,
        chains: [{ node: 'HQ', incarnation: place.incarnation, entries: 7, head: expect.stringMatching(/^[0-9a-f]{64}$/), signedHeads: 1 }],
        personal: { present: 3, erased: 0 }
      })
    })

    test('a flipped byte in an envelope is found and named', async () => {
      expect(await after(p => [flip(p, 'ledger_entries', 'envelope', entry(4), 20)])).toEqual(
        broken(4, 'envelope', 'the hash is not that of the previous hash and the envelope')
      )
    })

    test('a flipped byte in the facts is found and named', async () => {
      expect(await after(p => [flip(p, 'ledger_entries', 'facts', entry(5))])).toEqual(
        broken(5, 'facts', 'the facts do not give their digest')
      )
    })

    test('a flipped byte in a salt is found and named', async () => {
      expect(await after(p => [flip(p, 'ledger_entries', 'facts_salt', entry(3))])).toEqual(
        broken(3, 'facts', 'the facts do not give their digest')
      )
    })

    test('a flipped byte in a personal part is found and named', async () => {
      expect(await after(p => [flip(p, 'ledger_personal', 'body', entry(6))])).toEqual(
        broken(6, 'personal', 'the personal part does not give its digest')
      )
    })

    test('the first of two broken entries is the one named', async () => {
      expect(await after(p => [flip(p, 'ledger_entries', 'facts', entry(7)), flip(p, 'ledger_personal', 'body', entry(2))])).toMatchObject({
        broken: { sequence: 2, part: 'personal' }
      })
    })

    test('a personal part that nobody says was erased is missed', async () => {
      expect(await after(() => [`DELETE FROM ledger_personal WHERE entry = ${entry(4)}`])).toEqual(
        broken(4, 'personal', 'the personal part is missing and no action says that it was erased')
      )
    })

    test('a mark of erasure without an action that says so does not excuse a missing part', async () => {
      const statements = () => [
        `INSERT INTO ledger_erased VALUES (${entry(4)}, ${entry(7)})`,
        `DELETE FROM ledger_personal WHERE entry = ${entry(4)}`
      ]
      expect(await after(statements)).toMatchObject({ broken: { sequence: 4, part: 'personal' } })
    })

    test('a retention class that was changed is found', async () => {
      expect(await after(() => [`UPDATE ledger_personal SET retention = 'longer' WHERE entry = ${entry(4)}`])).toEqual(
        broken(4, 'personal', 'the retention of the personal part is not what the envelope says')
      )
    })

    test('an entry taken out of the middle is missed', async () => {
      expect(await after(() => [`DELETE FROM ledger_entries WHERE entry = ${entry(5)}`])).toEqual(
        broken(5, 'missing', 'entry 5 is missing; the next here is 6')
      )
    })

    test('a tail cut off behind the signed head is missed', async () => {
      const cut = () => [`DELETE FROM ledger_entries WHERE entry >= ${entry(6)}`, `DELETE FROM ledger_personal WHERE entry >= ${entry(6)}`]
      expect(await after(cut)).toEqual(broken(7, 'head', 'a head was signed for an entry that is not the one here'))
    })

    test('a tail cut off with its heads and counters is missed, because the node remembers what it signed', async () => {
      const cut = () => [
        `DELETE FROM ledger_entries WHERE entry >= ${entry(6)}`,
        `DELETE FROM ledger_personal WHERE entry >= ${entry(6)}`,
        `DELETE FROM ledger_feed WHERE position >= 6`,
        `DELETE FROM ledger_heads`,
        `UPDATE ledger_node SET sequence = 5, position = 5, hash = (SELECT hash FROM ledger_entries WHERE entry = ${entry(5)})`
      ]
      expect(await after(cut)).toEqual(broken(7, 'head', 'this node has signed entry 7, the chain ends in 5'))
    })

    test('an end of the chain that was written anew without a signature is found', async () => {
      place = await smallLedger(database)
      await rewriteLast(place)
      expect(await verify(place)).toEqual(broken(7, 'head', 'entry 7 is not the one this node has signed'))
    })

    test('an erased personal part that is back is found, also when the mark of its erasure is gone', async () => {
      place = await smallLedger(database)
      const node = await openNode({ node: 'HQ', modules: [parcels], data: place.data, postgres: place.postgres })
      const { dossier } = (await node.ledger.feed(1, 1))[0]?.entry ?? { dossier: '' }
      const kept = await ledgerTables(node)
        .selectFrom('ledger_personal')
        .selectAll()
        .where('entry', '=', entry(2))
        .executeTakeFirstOrThrow()
      await node.eraseDossier(dossier, clerk)
      await node.close()
      const bytes = (value: Uint8Array) => `${place.postgres ? "'\\x" : "X'"}${Buffer.from(value).toString('hex')}'`
      await tamper(place, [
        `DELETE FROM ledger_erased WHERE entry = ${entry(2)}`,
        `INSERT INTO ledger_personal VALUES (${entry(2)}, '${kept.retention}', ${kept.recorded_ms}, ${kept.confirmed}, ${bytes(kept.salt)}, ${bytes(kept.body)})`
      ])
      expect(await verify(place)).toEqual(broken(2, 'personal', 'the personal part is said to be erased but is here'))
    })

    test('a salt of another length is found', async () => {
      const more = (p: TestPlace) => [
        `UPDATE ledger_entries SET facts_salt = ${p.postgres ? "facts_salt || '\\x01'::bytea" : "CAST(facts_salt || X'01' AS BLOB)"} WHERE entry = ${entry(3)}`
      ]
      expect(await after(more)).toEqual(broken(3, 'facts', 'the facts do not give their digest'))
      const less = (p: TestPlace) => [
        `UPDATE ledger_entries SET facts_salt = ${p.postgres ? 'substring(facts_salt FROM 1 FOR 31)' : 'CAST(substr(facts_salt, 1, 31) AS BLOB)'} WHERE entry = ${entry(3)}`
      ]
      expect(await after(less)).toEqual(broken(3, 'facts', 'the facts do not give their digest'))
    })

    test('an entry of this node that the feed does not show is found', async () => {
      const hide = () => ['DELETE FROM ledger_feed WHERE position = 7', 'UPDATE ledger_node SET position = 6']
      expect(await after(hide)).toEqual(broken(7, 'feed', 'the feed does not show entry 7, which this node wrote'))
    })

    test('a life slipped in between, which could excuse what is missing, is found', async () => {
      const slip = (p: TestPlace) => [
        `INSERT INTO ledger_chains SELECT 2, ${p.postgres ? "'\\x00112233445566778899aabbccddeeff'::bytea" : "X'00112233445566778899AABBCCDDEEFF'"}, node, realm, public_key, 1, started_at, 0, hash FROM ledger_chains WHERE chain = 1`
      ]
      expect(await after(slip)).toMatchObject({
        ok: false,
        broken: { part: 'head', why: 'this chain is said to be a former life of this node, but no later life names it' }
      })
    })

    test('a forged signature is found', async () => {
      const forge = (p: TestPlace) => [flip(p, 'ledger_heads', 'signature', 0).replace('WHERE entry = 0', '')]
      expect(await after(forge)).toEqual(broken(7, 'head', 'the signature under a head is wrong'))
    })

    test('a column that says something else than its envelope is found', async () => {
      expect(await after(() => [`UPDATE ledger_entries SET version = 9 WHERE entry = ${entry(7)}`])).toEqual(
        broken(7, 'envelope', 'the columns do not say what the envelope says')
      )
    })

    test('a gap in the feed is found', async () => {
      expect(await after(() => ['UPDATE ledger_feed SET position = 9 WHERE position = 7'])).toEqual(
        broken(0, 'feed', /positions 1 to 7; it has 7 up to 9/)
      )
    })

    test('a database that is older than what its node signed is not opened', async () => {
      place = await smallLedger(database)
      await tamper(place, [`DELETE FROM ledger_entries WHERE entry >= ${entry(6)}`])
      await expect(openNode({ node: 'HQ', modules: [parcels], ...place })).rejects.toThrow(
        'this node has signed entry 7 of its chain, but the database does not hold it'
      )
    })

    test("a copy of the database without the node's key is not opened", async () => {
      place = await smallLedger(database)
      const { renameSync } = await import('node:fs')
      renameSync(`${place.data}/node.key`, `${place.data}/elsewhere`)
      await expect(openNode({ node: 'HQ', modules: [parcels], ...place })).rejects.toThrow(
        'this database is a copy. Restore it as a backup.'
      )
    })

    test('another node does not open the database', async () => {
      await expect(openNode({ node: 'POST-1', modules: [parcels], ...place })).rejects.toThrow(
        'the database belongs to the node HQ, not to POST-1'
      )
    })
  })
}
