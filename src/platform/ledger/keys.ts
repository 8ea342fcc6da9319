import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { At, Digest, Id, NodeName, Realm } from './envelope.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'

/** The key of this node's present incarnation, and the last head it signed. Never part of a backup. */
export interface NodeKey {
  incarnation: string
  publicKey: Buffer
  sign(bytes: Uint8Array): Buffer
}

/** What a head says: docs/ledger-format.md, 4. */
export const HeadStatement = z.strictObject({
  hash: Digest,
  incarnation: Id,
  node: NodeName,
  realm: Realm,
  sequence: z.int().min(1),
  signedAt: At,
  signer: z.strictObject({ incarnation: Id, node: NodeName })
})
export type HeadStatement = z.infer<typeof HeadStatement>

/** The last head signed, remembered beside the key. */
export interface RememberedHead {
  incarnation: string
  sequence: number
  hash: string
}

const keyFile = (folder: string) => join(folder, 'node.key')
const headFile = (folder: string) => join(folder, 'node.head')

/** Writes a file so that after a power cut it is either the old one or the new one. */
export const writeWhole = (file: string, text: string, mode: number): void => {
  const fresh = `${file}.${process.pid}.new`
  const descriptor = openSync(fresh, 'w', mode)
  writeSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(fresh, file)
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** The 32 raw bytes of an Ed25519 public key. */
const raw = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')

const open = (incarnation: string, privateKey: KeyObject): NodeKey => ({
  incarnation,
  publicKey: raw(createPublicKey(privateKey)),
  sign: bytes => sign(null, bytes, privateKey)
})

/** Makes the key of a new incarnation and keeps it, readable by this user only. */
export const createNodeKey = (folder: string, incarnation: string): NodeKey => {
  const { privateKey } = generateKeyPairSync('ed25519')
  writeWhole(keyFile(folder), JSON.stringify({ incarnation, privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) }), 0o600)
  return open(incarnation, privateKey)
}

export const findNodeKey = (folder: string): NodeKey | undefined => {
  if (!existsSync(keyFile(folder))) return undefined
  const kept = JSON.parse(readFileSync(keyFile(folder), 'utf8')) as { incarnation: string; privateKey: string }
  return open(kept.incarnation, createPrivateKey(kept.privateKey))
}

/** Remembers a head unless another process of this node has signed a later one. */
export const rememberHead = (folder: string, head: RememberedHead): void => {
  const known = findRememberedHead(folder)
  if (known?.incarnation === head.incarnation && known.sequence >= head.sequence) return
  writeWhole(headFile(folder), JSON.stringify(head), 0o600)
}

export const findRememberedHead = (folder: string): RememberedHead | undefined =>
  existsSync(headFile(folder)) ? (JSON.parse(readFileSync(headFile(folder), 'utf8')) as RememberedHead) : undefined

const statement = (head: HeadStatement): Buffer => Buffer.from(`breakwater.head.v1\n${canonicalJson(head)}`, 'utf8')

export const signHeadStatement = (key: NodeKey, head: HeadStatement): Buffer => key.sign(statement(head))

/** Whether the signature under a head is by the raw Ed25519 key. */
export const headIsSigned = (publicKey: Uint8Array, head: HeadStatement, signature: Uint8Array): boolean => {
  try {
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') } })
    return verify(null, statement(head), key, signature)
  } catch {
    return false
  }
}
