import type { CachedFormBody, Draft } from '../draft.ts'

/** The phone's pair of keys; the private one cannot leave the browser. */
export interface PhoneKey {
  privateKey: CryptoKey
  publicKey: CryptoKey
}

/** The questions as last fetched, so that they can be asked with no network. */
export interface CachedForm extends CachedFormBody {
  office: string
  fetchedAt: string
}

/** A signed revision: the text of the QR code and what is printed under it. */
export interface Signed {
  revision: number
  code: string
  reference: string
  signedAt: string
  /** The idempotency key under which this revision is sent; the same at every try. */
  sendId: string
}

/** Whether the office has it. `refused` is final for this revision and carries the office's code for it. */
export type Sending =
  | { state: 'waiting'; tries: number; notBefore: number }
  | { state: 'sent'; at: string; status: string }
  | { state: 'refused'; code: string; at: string }

/** One declaration on this phone. `draft` is ahead of `signed` while it is being corrected. */
export interface KeptDeclaration {
  document: string
  /** Where the person arrives, if the link they came by said so. */
  office: string | null
  draft: Draft
  /** The page the person was on. */
  place: string
  startedAt: string
  changedAt: string
  signed: Signed | null
  /** The answers were changed since they were signed. */
  correcting: boolean
  sending: Sending | null
}
