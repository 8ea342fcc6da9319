import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Finding } from '../model/actions.ts'
import type { Reason } from '../model/reasons.ts'
import type { BoardRow, Found, Status } from '../model/views.ts'
import { PASSPORTS_BETWEEN, passportKey } from './projections.ts'
import type { ArrivalRow, TravellerTables } from './tables.ts'
import type { Foundation } from '#platform/platform.ts'

type Database = Kysely<TravellerTables>
type Passport = { issuer: string; number: string }

export const tablesOf = ({ db }: Pick<Foundation, 'db'>): Database => db.withTables<TravellerTables>()

/** Somebody an officer has not finished with. */
const OPEN: Status[] = ['referred', 'questioning', 'examining']
/** Somebody free to go, by the gate. */
const LET_GO: Status[] = ['to-gate', 'through-gate']
const BOARD_HOURS = 12
const BOARD_ROWS = 300

/** The latest arrivals at an office (and one of its gates), those an officer must see first. */
export const listBoard = async (db: Database, office: string, gate: string | undefined, now: Date): Promise<BoardRow[]> => {
  const since = new Date(now.getTime() - BOARD_HOURS * 3_600_000).toISOString()
  let query = db
    .selectFrom('travellers_arrivals')
    .selectAll()
    .where('office', '=', office)
    .where('presented_at', 'is not', null)
    .where(where => where.or([where('presented_at', '>=', since), where('status', 'in', OPEN)]))
  if (gate !== undefined) query = query.where('gate', '=', gate)
  const rows = await query
    .orderBy(order => order.case().when('status', '=', 'referred').then(0).when('status', 'in', OPEN).then(1).else(2).end())
    .orderBy('presented_at', 'desc')
    .limit(BOARD_ROWS)
    .execute()
  return rows.flatMap(toBoardRow)
}

/** A dossier's row on the board; undefined when it is not (or not yet) there. */
export const findBoardRow = async (db: Database, dossier: string): Promise<BoardRow | undefined> => {
  const row = await findArrival(db, dossier)
  return row && toBoardRow(row)[0]
}

export const findArrival = (db: Database, dossier: string): Promise<ArrivalRow | undefined> =>
  db.selectFrom('travellers_arrivals').selectAll().where('dossier', '=', dossier).executeTakeFirst()

const toBoardRow = (row: ArrivalRow): BoardRow[] => {
  if (row.office === null || row.gate === null || row.outcome === null || row.presented_at === null) return []
  return [
    {
      dossier: row.dossier,
      version: row.version,
      reference: row.reference,
      office: row.office,
      gate: row.gate,
      status: row.status,
      outcome: row.outcome,
      reasons: JSON.parse(row.reasons) as Reason[],
      flagged: row.flagged === 1,
      channel: row.channel,
      presentedAt: row.presented_at,
      changedAt: row.changed_at,
      presentations: row.presentations,
      travellers: row.travellers,
      name: row.name,
      nationality: row.nationality,
      transport: row.transport,
      decision: row.decision,
      findings: JSON.parse(row.findings) as Finding[]
    }
  ]
}

/** Whether one of these passports was sent to an officer here, in another dossier, and nobody has finished with it. */
export const hasOpenReferral = async (db: Database, passports: readonly Passport[], dossier: string): Promise<boolean> => {
  if (passports.length === 0) return false
  const listed = sql<string>`${PASSPORTS_BETWEEN} || passport || ${PASSPORTS_BETWEEN}`
  const found = await db
    .selectFrom('travellers_arrivals')
    .select('dossier')
    .where('status', 'in', OPEN)
    .where('dossier', '!=', dossier)
    .where(where =>
      where.or(passports.map(passport => where(listed, 'like', `%${PASSPORTS_BETWEEN}${passportKey(passport)}${PASSPORTS_BETWEEN}%`)))
    )
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Whether this very passport was shown and sent to the gate since then, with another declaration. */
export const wasPassportUsed = async (db: Database, passport: Passport, dossier: string, since: string): Promise<boolean> => {
  const key = passportKey(passport)
  const found = await db
    .selectFrom('travellers_arrivals')
    .select('dossier')
    .where('status', 'in', LET_GO)
    .where('presented_at', '>=', since)
    .where('dossier', '!=', dossier)
    .where(where => where.or([where('passport', '=', key), where('passport', 'like', `${key}${PASSPORTS_BETWEEN}%`)]))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** The dossiers whose traveller was given this short code at the office since then. */
export const findByShortCode = async (db: Database, office: string, shortCode: string, since: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('travellers_arrivals')
    .select('dossier')
    .where('short_code', '=', shortCode)
    .where('office', '=', office)
    .where('presented_at', '>=', since)
    .limit(2)
    .execute()
  return rows.map(row => row.dossier)
}

/** The dossiers that cite a document, the latest first. */
export const listCiting = async (db: Database, document: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('travellers_arrivals')
    .select('dossier')
    .where('document', '=', document)
    .orderBy('changed_at', 'desc')
    .limit(20)
    .execute()
  return rows.map(row => row.dossier)
}

/** Other dossiers that cite the same document: submitted by another phone, altered, or shown with a passport it does not name. */
export const listRelated = async (
  db: Database,
  document: string,
  dossier: string
): Promise<{ dossier: string; reference: string; status: Status }[]> =>
  db
    .selectFrom('travellers_arrivals')
    .select(['dossier', 'reference', 'status'])
    .where('document', '=', document)
    .where('dossier', '!=', dossier)
    .orderBy('changed_at', 'desc')
    .limit(20)
    .execute()

/** Dossiers whose reference begins so (or whose document has this id), at offices the reader may see. */
export const search = async (db: Database, text: string, offices: readonly string[]): Promise<Found[]> => {
  const typed = text.trim().toUpperCase()
  const rows = await db
    .selectFrom('travellers_arrivals')
    .select(['dossier', 'reference', 'name', 'status'])
    .where(where =>
      where.or([
        where.and([where('reference', '>=', typed), where('reference', '<', `${typed}~`)]),
        where('document', '=', text.trim().toLowerCase()),
        where('short_code', '=', typed)
      ])
    )
    .where(where => where.or([where('office', 'in', [...offices]), where('office', 'is', null)]))
    .orderBy('changed_at', 'desc')
    .limit(20)
    .execute()
  return rows.map(({ dossier, reference, name, status }) => ({ dossier, reference, title: name ?? '', status }))
}
