import { describe, expect, test } from 'vitest'
import { killRounds } from './testing/kill-rounds.ts'
import { testDatabases } from '#platform/storage/testing/databases.ts'

for (const database of testDatabases()) {
  describe.skipIf(database.skipped)(`a node that dies often on ${database.title}`, () => {
    test('killed 20 times under load, it has lost nothing it acknowledged', { timeout: 900_000 }, async () => {
      expect(await killRounds(database, 20)).toBeGreaterThan(100)
    })
  })
}
