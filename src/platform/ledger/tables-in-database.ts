import type { Generated } from 'kysely'

/** The ledger's small tables as Kysely sees them; the append path speaks SQL. */
export interface LedgerTables {
  ledger_chains: {
    chain: number
    incarnation: Uint8Array
    node: string
    realm: string
    public_key: Uint8Array
    own: number
    started_at: string
    sequence: number
    hash: Uint8Array
  }
  ledger_node: { one: number; chain: number; sequence: number; hash: Uint8Array; position: number }
  ledger_entries: {
    entry: number
    dossier: Uint8Array
    version: number
    term: Uint8Array
    action: Uint8Array
    envelope: Uint8Array
    hash: Uint8Array
    facts_salt: Uint8Array
    facts: Uint8Array
  }
  ledger_personal: { entry: number; retention: string; recorded_ms: number; confirmed: number; salt: Uint8Array; body: Uint8Array }
  ledger_feed: { position: number; entry: number }
  ledger_erased: { entry: number; erasure: number }
  ledger_heads: {
    chain: number
    sequence: number
    signer: Uint8Array
    signer_node: string
    hash: Uint8Array
    signed_at: string
    signature: Uint8Array
  }
  ledger_dossiers: {
    dossier: Uint8Array
    kind: string
    version: number
    term: Uint8Array
    base: number
    hash: Uint8Array
    custodian: string
    parked: string | null
    erasures: Generated<number>
  }
  ledger_folds: { dossier: Uint8Array; kind: string; fold_as: string; version: number; hash: Uint8Array; erasures: number; state: string }
  ledger_waiting: { entry: number; dossier: Uint8Array }
  ledger_claims: { scope: string; value: string; dossier: Uint8Array }
  ledger_answers: {
    actor: string
    command: Uint8Array
    dossier: Uint8Array
    salt: Uint8Array | null
    digest: Uint8Array | null
    answer: string
    expires_ms: number | null
  }
  ledger_numbers: { chain: number; series: string; next: number }
  ledger_clock: { one: number; wall_ms: number; confirmed: number }
}
