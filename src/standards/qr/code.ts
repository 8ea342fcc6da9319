import { decodeBase45, encodeBase45 } from './base45.ts'
import type { Cbor } from './cbor.ts'
import { CborError, decodeCbor, encodeCbor } from './cbor.ts'
import type { CoseFault } from './cose.ts'
import { keyThumbprint, readSign1, signSign1, verifySign1 } from './cose.ts'
import type { PublicKey, Signer, Verifier } from './crypto.ts'
import type { DeclarationDocument } from './document.ts'
import { DeclarationDocument as Schema } from './document.ts'
import { deflate, inflate } from './inflate.ts'
import { fromPayload, toPayload } from './payload.ts'

/** Breakwater's declaration, format 1. Another format gets another prefix. */
export const PREFIX = 'BWD1:'

/** A version 40 QR code holds 4,296 characters; nothing longer is looked at. */
const LONGEST = 4_296

/** What failed, from the outside in. Positions count from 0. */
export type CodeFault =
  | { stage: 'prefix'; found: string }
  | { stage: 'length'; found: number; most: number }
  | { stage: 'base45'; at: number }
  | { stage: 'inflate'; reason: 'too-large' | 'not-deflate' }
  | { stage: 'cbor'; reason: string; at: number }
  | { stage: 'cose'; reason: CoseFault }
  | { stage: 'document' }

/**
 * A code that was read. `signature: 'valid'` proves that the holder of `publicKey` signed exactly this document; it says nothing about who that is.
 * `signature: 'invalid'` means altered or forged: show the content to an officer, trust none of it.
 */
export interface ReadCode {
  document: DeclarationDocument
  publicKey: PublicKey
  /** The key's name (RFC 9679, base64url). */
  thumbprint: string
  signature: 'valid' | 'invalid'
}

/** Signs a declaration and writes it as the text of a QR code (alphanumeric mode). Throws on a document that breaks its schema. */
export const writeCode = async (document: DeclarationDocument, signer: Signer): Promise<string> => {
  const payload = encodeCbor(toPayload(Schema.parse(document)))
  return PREFIX + encodeBase45(deflate(await signSign1(payload, signer)))
}

/** Reads the text of a QR code; needs no server. */
export const readCode = async (
  text: string,
  verifier: Verifier
): Promise<{ ok: true; code: ReadCode } | { ok: false; fault: CodeFault }> => {
  if (!text.startsWith(PREFIX)) return { ok: false, fault: { stage: 'prefix', found: text.slice(0, PREFIX.length) } }
  if (text.length > LONGEST) return { ok: false, fault: { stage: 'length', found: text.length, most: LONGEST } }
  const packed = decodeBase45(text.slice(PREFIX.length))
  if (!packed.ok) return { ok: false, fault: { stage: 'base45', at: packed.at + PREFIX.length } }
  const unpacked = inflate(packed.bytes)
  if (!unpacked.ok) return { ok: false, fault: { stage: 'inflate', reason: unpacked.reason } }
  const outer = tryCbor(unpacked.bytes)
  if (!outer.ok) return outer
  const cose = readSign1(outer.value)
  if (!cose.ok) return { ok: false, fault: { stage: 'cose', reason: cose.fault } }
  const inner = tryCbor(cose.sign1.payload)
  if (!inner.ok) return inner
  const document = fromPayload(inner.value)
  if (!document) return { ok: false, fault: { stage: 'document' } }
  const { publicKey } = cose.sign1
  const [isValid, thumbprint] = await Promise.all([verifySign1(cose.sign1, verifier), keyThumbprint(publicKey, verifier)])
  return { ok: true, code: { document, publicKey, thumbprint, signature: isValid ? 'valid' : 'invalid' } }
}

const tryCbor = (bytes: Uint8Array): { ok: true; value: Cbor } | { ok: false; fault: CodeFault } => {
  try {
    return { ok: true, value: decodeCbor(bytes) }
  } catch (error) {
    if (error instanceof CborError) return { ok: false, fault: { stage: 'cbor', reason: error.reason, at: error.at } }
    throw error
  }
}
