/** The declaration's QR code: CBOR in COSE_Sign1 in deflate in base45. See docs/qr-format.md. */
export type { CodeFault, ReadCode } from './code.ts'
export { PREFIX, readCode, writeCode } from './code.ts'
export type { CoseFault } from './cose.ts'
export { keyThumbprint } from './cose.ts'
export type { PublicKey, Signer, Subtle, Verifier } from './crypto.ts'
export { webCryptoSigner, webCryptoVerifier } from './crypto.ts'
export { Answer, Answers, BirthDate, CalendarDate, DeclarationDocument, DeclaredTraveller, FormReference } from './document.ts'
