import type { Cbor } from './cbor.ts'
import { CborError, Tagged, decodeCbor, encodeCbor } from './cbor.ts'
import type { PublicKey, Signer, Verifier } from './crypto.ts'

// RFC 9052 and the IANA registries of COSE.
const COSE_SIGN1 = 18
const ALG = 1
const ES256 = -7
/** Private use: the signer's own COSE_Key. The same key is what signs, so it proves possession, not identity. */
const KEY = -65537
const KTY = 1
const EC2 = 2
const CRV = -1
const P256 = 1
const X = -2
const Y = -3

export type CoseFault = 'not-sign1' | 'headers' | 'algorithm' | 'key' | 'payload' | 'signature-length'

export interface Sign1 {
  publicKey: PublicKey
  payload: Uint8Array
  protectedHeader: Uint8Array
  signature: Uint8Array
}

const coseKey = (key: PublicKey): Map<number, Cbor> =>
  new Map<number, Cbor>([
    [KTY, EC2],
    [CRV, P256],
    [X, key.x],
    [Y, key.y]
  ])

const toBeSigned = (protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> =>
  encodeCbor(['Signature1', protectedHeader, new Uint8Array(0), payload])

/** A tagged COSE_Sign1 over the payload, algorithm and key in the protected header, nothing unprotected. */
export const signSign1 = async (payload: Uint8Array, signer: Signer): Promise<Uint8Array<ArrayBuffer>> => {
  const header = new Map<number, Cbor>([
    [ALG, ES256],
    [KEY, coseKey(signer.publicKey)]
  ])
  const protectedHeader = encodeCbor(header)
  const signature = await signer.sign(toBeSigned(protectedHeader, payload))
  return encodeCbor(new Tagged(COSE_SIGN1, [protectedHeader, new Map(), payload, signature]))
}

/** Takes a COSE_Sign1 apart; the signature is not checked yet. */
export const readSign1 = (value: Cbor): { ok: true; sign1: Sign1 } | { ok: false; fault: CoseFault } => {
  if (!(value instanceof Tagged) || value.tag !== COSE_SIGN1 || !Array.isArray(value.value) || value.value.length !== 4)
    return { ok: false, fault: 'not-sign1' }
  const [protectedHeader, unprotected, payload, signature] = value.value
  if (!(protectedHeader instanceof Uint8Array) || !(unprotected instanceof Map) || unprotected.size > 0)
    return { ok: false, fault: 'headers' }
  const header = readHeader(protectedHeader)
  if (!header) return { ok: false, fault: 'headers' }
  if (header.get(ALG) !== ES256) return { ok: false, fault: 'algorithm' }
  const publicKey = readKey(header.get(KEY))
  if (!publicKey || header.size !== 2) return { ok: false, fault: 'key' }
  if (!(payload instanceof Uint8Array)) return { ok: false, fault: 'payload' }
  if (!(signature instanceof Uint8Array) || signature.length !== 64) return { ok: false, fault: 'signature-length' }
  return { ok: true, sign1: { publicKey, payload, protectedHeader, signature } }
}

const readHeader = (bytes: Uint8Array): Map<number, Cbor> | undefined => {
  try {
    const header = decodeCbor(bytes)
    return header instanceof Map ? header : undefined
  } catch (error) {
    if (error instanceof CborError) return undefined
    throw error
  }
}

const readKey = (key: Cbor | undefined): PublicKey | undefined => {
  if (!(key instanceof Map) || key.size !== 4 || key.get(KTY) !== EC2 || key.get(CRV) !== P256) return undefined
  const [x, y] = [key.get(X), key.get(Y)]
  return x instanceof Uint8Array && y instanceof Uint8Array && x.length === 32 && y.length === 32 ? { x, y } : undefined
}

/** Whether the holder of the key in the header signed exactly these bytes. */
export const verifySign1 = (sign1: Sign1, verifier: Verifier): Promise<boolean> =>
  verifier.verify(sign1.publicKey, toBeSigned(sign1.protectedHeader, sign1.payload), sign1.signature)

/** The key's name: SHA-256 of its COSE_Key in deterministic CBOR (RFC 9679), base64url without padding. */
export const keyThumbprint = async (key: PublicKey, verifier: Verifier): Promise<string> =>
  base64url(await verifier.digest(encodeCbor(coseKey(key))))

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const base64url = (bytes: Uint8Array): string => {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = bytes.subarray(index, index + 3)
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const digits = [18, 12, 6, 0].map(shift => DIGITS.charAt((group >>> shift) & 63))
    text += digits.slice(0, c !== undefined ? 4 : b !== undefined ? 3 : 2).join('')
  }
  return text
}
