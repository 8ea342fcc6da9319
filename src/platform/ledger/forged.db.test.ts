import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bodyDigest, entryHash, entryNumber, envelopeText, readEnvelope, type Envelope } from './envelope.ts'
import { findNodeKey, signHeadStatement, type HeadStatement, type NodeKey } from './keys.ts'
import { verify } from './offline.ts'
import { openNode, type OpenNode } from './open-node.ts'
import type { TravellingChain, TravellingEntry } from './receive.ts'
import { act, ledgerTables, openParcel } from './testing/acts.ts'
import { parcels } from './testing/parcels.ts'
import { chainOf } from './testing/travel.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { testDatabases, type TestPlace } from '#platform/storage/testing/databases.ts'

/** A node that has a key and no scruples: it signs what it likes. */
const forged = (chain: TravellingChain, key: NodeKey, more: Partial<TravellingEntry>[], statement: Partial<HeadStatement> = {}) => {
  const entries = [...chain.entries, ...(more as TravellingEntry[])]
  let hash: Uint8Array = Buffer.alloc(32)
  for (const { envelope } of entries) hash = entryHash(hash, envelope)
  const said = { ...chain.head.statement, sequence: entries.length, hash: Buffer.from(hash).toString('hex'), ...statement }
  return { entries, head: { statement: said, signature: signHeadStatement(key, said) } }
}

const salt = Buffer.alloc(32, 7)
const madeOf = (envelope: Envelope, facts: unknown): TravellingEntry => {
  const body = Buffer.from(canonicalJson(facts))
  return {
    envelope: Buffer.from(envelopeText({ ...envelope, facts: bodyDigest(salt, body) })),
    facts: { salt, body },
    personal: null
  }
}

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`a node that forges, on ${database.title}`, () => {
    let [post, hq] = [] as unknown as [OpenNode, OpenNode]
    let [postPlace, hqPlace] = [] as unknown as [TestPlace, TestPlace]
    let key: NodeKey
    beforeEach(async () => {
      postPlace = await database.place()
      hqPlace = await database.place()
      post = await openNode({ node: 'POST-1', modules: [parcels], ...postPlace })
      hq = await openNode({ node: 'HQ', modules: [parcels], ...hqPlace })
      key = findNodeKey(postPlace.data) as NodeKey
    })
    afterEach(async () => {
      await post.close()
      await hq.close()
    })

    const nothingTaken = async () => {
      expect(await ledgerTables(hq).selectFrom('ledger_chains').select('node').execute()).toEqual([{ node: 'HQ' }])
      await hq.signHead()
      expect(await verify(hqPlace)).toMatchObject({ ok: true })
    }

    /** An entry that goes on in a dossier as if the forger held it. */
    const next = async (chain: TravellingChain, dossier: string, of: OpenNode, more: Partial<Envelope> = {}): Promise<TravellingEntry> => {
      const { entries } = await of.store.load(Buffer.from(dossier.replaceAll('-', ''), 'hex')).then(found => found ?? { entries: [] })
      const last = entries.at(-1)
      const before = readEnvelope(last?.envelope ?? Buffer.alloc(0))
      const { incarnation, node } = chain.head.statement
      return madeOf(
        {
          ...before,
          action: post.newId(),
          follows: Buffer.from(last?.hash ?? []).toString('hex'),
          incarnation,
          node,
          personal: null,
          retention: null,
          sequence: chain.entries.length + 1,
          type: 'parcels.parcel-weighed.v2',
          version: before.version + 1,
          ...more
        },
        { weight: 99 }
      )
    }

    test('is not taken in under a statement about another node, realm or signer, nor with words of its own in it', async () => {
      await openParcel(post, 'a')
      const chain = await chainOf(post)
      const lie = (statement: object) => hq.receive(forged(chain, key, [], statement))
      await expect(lie({ realm: 'drill-1' })).rejects.toThrow('the head is of another realm')
      await expect(lie({ signer: { incarnation: post.incarnation, node: 'POST-9' } })).rejects.toThrow("not signed with the chain's key")
      await expect(lie({ also: 'this' })).rejects.toThrow('the head')
      await expect(lie({ signedAt: 'today' })).rejects.toThrow('the head')
      await nothingTaken()
    })

    test('is not taken in under the name of this node itself', async () => {
      const place = await database.place()
      const other = await openNode({ node: 'HQ', modules: [parcels], ...place })
      await openParcel(other, 'a')
      await expect(hq.receive(await chainOf(other))).rejects.toThrow('calls itself HQ, as this node does')
      await other.close()
      await nothingTaken()
    })

    test('does not change its name within a chain', async () => {
      await openParcel(post, 'a')
      const chain = await chainOf(post)
      await hq.receive(chain)
      const renamed = { ...chain, head: { ...chain.head, statement: { ...chain.head.statement, node: 'POST-9' } } }
      const entry = await next(renamed, await openParcel(post, 'b'), post, { sequence: 3, version: 1, follows: null })
      const signer = { incarnation: post.incarnation, node: 'POST-9' }
      await expect(hq.receive(forged(chain, key, [entry], { node: 'POST-9', signer }))).rejects.toThrow('of another chain')
      expect(await verify(hqPlace)).toMatchObject({ ok: true })
    })

    test('does not write in a term that is not its own, and keeps nobody from writing there', async () => {
      const dossier = await openParcel(hq, 'a')
      const chain = await chainOf(post)
      const entry = await next(chain, dossier, hq)
      await expect(hq.receive(forged(chain, key, [entry]))).rejects.toThrow('entry 2 is written in a term of another node')
      const gone = await next(chain, dossier, hq, { follows: 'a'.repeat(64), version: 2 })
      await expect(hq.receive(forged(chain, key, [gone]))).rejects.toThrow('entry 2 is written in a term of another node')
      expect(await act(hq, dossier, { type: 'weigh', weight: 3 })).toMatchObject({ ok: true, version: 2 })
      await nothingTaken()
    })

    test('does not send salts of another length, bodies that are not canonical or too long, or envelopes that contradict themselves', async () => {
      const dossier = await openParcel(post, 'a')
      const chain = await chainOf(post)
      const good = await next(chain, dossier, post)
      const send = (entry: TravellingEntry) => hq.receive(forged(chain, key, [entry]))
      const longer = { ...good, facts: { ...good.facts, salt: Buffer.concat([salt, Buffer.from([1])]) } }
      await expect(send(longer)).rejects.toThrow('entry 3: a salt has 32 bytes')
      const spaced = Buffer.from('{"weight": 99}')
      const envelope = { ...readEnvelope(good.envelope), facts: bodyDigest(salt, spaced) }
      await expect(send({ ...good, envelope: Buffer.from(envelopeText(envelope)), facts: { salt, body: spaced } })).rejects.toThrow(
        'entry 3: the facts are not canonical'
      )
      const long = madeOf(readEnvelope(good.envelope), 'é'.repeat(600_000))
      await expect(send(long)).rejects.toThrow('entry 3: the facts are longer than 1 MiB')
      const contrary = async (more: Partial<Envelope>, why: string) =>
        await expect(send(await next(chain, dossier, post, more))).rejects.toThrow(why)
      await contrary({ personal: 'a'.repeat(64) }, 'a personal part has a retention class')
      await contrary({ base: 2 }, 'the version comes after the base')
      await contrary({ version: 2 ** 31 }, 'Too big')
      await contrary({ version: 1, base: 0 }, 'the first version follows nothing and opens its term')
      await nothingTaken()
    })

    test('parks its own dossier when the database refuses its projection; this node goes on and opens again', async () => {
      await act(hq, hq.newId(), { type: 'open', mark: 'takes shelf 1', weight: 1 })
      const [bad, good] = [await openParcel(post, 'takes shelf 1'), await openParcel(post, 'good')]
      expect(await hq.receive(await chainOf(post))).toBe(3)
      expect((await hq.ledger.feed(2, 10)).map(({ entry }) => entry.dossier)).toEqual([post.incarnation, good])
      const parked = () => ledgerTables(hq).selectFrom('ledger_dossiers').select(['parked']).where('version', '=', 0).execute()
      expect(await parked()).toEqual([{ parked: expect.stringContaining('a row of another dossier') as string }])
      await hq.close()
      hq = await openNode({ node: 'HQ', modules: [parcels], ...hqPlace })
      expect(await act(hq, hq.newId(), { type: 'open', mark: 'b', weight: 1 })).toMatchObject({ ok: true })
      expect(await act(hq, bad, { type: 'weigh', weight: 1 })).toMatchObject({ ok: false, refusal: { code: 'not-custodian' } })
      expect(await verify(hqPlace)).toMatchObject({ ok: true })
    })
  })
}

test('a salt or a previous hash of another length is no input of a hash', () => {
  for (const length of [0, 31, 33]) expect(() => entryHash(Buffer.alloc(length), '{}')).toThrow('32 bytes')
})

test('an entry number that would not be exact is refused', () => {
  expect(entryNumber(8_191, 2 ** 40 - 1)).toBe(2 ** 53 - 1)
  expect(() => entryNumber(8_192, 1)).toThrow('chain')
})
