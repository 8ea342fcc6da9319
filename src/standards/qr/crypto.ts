/** A public key on P-256: both coordinates, 32 bytes each. */
export interface PublicKey {
  x: Uint8Array
  y: Uint8Array
}

/** What signing needs of a phone: ES256 (ECDSA on P-256 with SHA-256), signature as r‖s. The private key never shows. */
export interface Signer {
  publicKey: PublicKey
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
}

/** What reading needs. */
export interface Verifier {
  /** False also when the key is no point of the curve. */
  verify(publicKey: PublicKey, bytes: Uint8Array<ArrayBuffer>, signature: Uint8Array): Promise<boolean>
  /** SHA-256. */
  digest(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
}

/** The part of WebCrypto used here, so that a browser's, a worker's and Node's `crypto.subtle` all fit. */
export interface Subtle<Key> {
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: { name: 'ECDSA'; namedCurve: 'P-256' },
    extractable: boolean,
    usages: 'verify'[]
  ): Promise<Key>
  exportKey(format: 'raw', key: Key): Promise<ArrayBuffer>
  sign(algorithm: { name: 'ECDSA'; hash: 'SHA-256' }, key: Key, bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
  verify(
    algorithm: { name: 'ECDSA'; hash: 'SHA-256' },
    key: Key,
    signature: Uint8Array<ArrayBuffer>,
    bytes: Uint8Array<ArrayBuffer>
  ): Promise<boolean>
  digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
}

const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A verifier over WebCrypto: `webCryptoVerifier(crypto.subtle)`. */
export const webCryptoVerifier = <Key>(subtle: Subtle<Key>): Verifier => ({
  async verify(publicKey, bytes, signature) {
    const point = Uint8Array.from([4, ...publicKey.x, ...publicKey.y])
    const key = await subtle.importKey('raw', point, P256, true, ['verify']).catch(() => undefined)
    return key !== undefined && subtle.verify(ES256, key, Uint8Array.from(signature), bytes)
  },
  async digest(bytes) {
    return new Uint8Array(await subtle.digest('SHA-256', bytes))
  }
})

/** A signer over WebCrypto and a pair of keys that may be non-extractable: `await webCryptoSigner(crypto.subtle, pair)`. */
export const webCryptoSigner = async <Key>(subtle: Subtle<Key>, pair: { publicKey: Key; privateKey: Key }): Promise<Signer> => {
  const point = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  return {
    publicKey: { x: point.slice(1, 33), y: point.slice(33, 65) },
    async sign(bytes) {
      return new Uint8Array(await subtle.sign(ES256, pair.privateKey, bytes))
    }
  }
}
