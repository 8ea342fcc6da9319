import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The node's secret: as configured, else made once and kept in the data folder for its owner's eyes only. */
export const findOrMakeSecret = (data: string, configured: string | undefined): string => {
  if (configured !== undefined) return configured
  const file = join(data, 'secret')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  try {
    // `wx`: of two processes that start at once, one writes and the other reads.
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
