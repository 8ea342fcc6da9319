import pg from 'pg'
import { databaseFile } from '../node-options.ts'
import { connect } from '#platform/storage/sqlite/connection.ts'
import type { TestPlace } from '#platform/storage/testing/databases.ts'

/** Changes a database behind everybody's back, as its administrator could: triggers out of the way first. */
export const tamper = async (place: TestPlace, statements: string[]): Promise<void> => {
  if (place.postgres) {
    const client = new pg.Client(place.postgres.url)
    await client.connect()
    await client.query(`SET session_replication_role = 'replica'`)
    for (const statement of statements) await client.query(statement)
    await client.end()
    return
  }
  const connection = connect(databaseFile(place.data))
  const triggers = connection.database.prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`).all()
  for (const { name } of triggers) connection.database.exec(`DROP TRIGGER ${String(name)}`)
  for (const statement of statements) connection.database.exec(statement)
  for (const { sql } of triggers) connection.database.exec(String(sql))
  connection.close()
}

/** SQL that turns one byte of a stored body into another: position from 1. */
export const flip = (place: TestPlace, table: string, column: string, entry: number, at = 10): string =>
  place.postgres
    ? `UPDATE ${table} SET ${column} = set_byte(${column}, ${at - 1}, get_byte(${column}, ${at - 1}) # 1) WHERE entry = ${entry}`
    : `UPDATE ${table} SET ${column} = CAST(substr(${column}, 1, ${at - 1}) || CASE substr(${column}, ${at}, 1) WHEN X'61' THEN X'62' ELSE X'61' END || substr(${column}, ${at + 1}) AS BLOB) WHERE entry = ${entry}`
