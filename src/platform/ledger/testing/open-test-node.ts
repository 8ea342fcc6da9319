import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LedgerModule, NodeOptions } from '../node-options.ts'
import { openNode, type OpenNode } from '../open-node.ts'

/** A node on SQLite in a temporary folder of its own; `close` removes the folder too. */
export const openTestNode = async (modules: readonly LedgerModule[], options: Partial<NodeOptions> = {}): Promise<OpenNode> => {
  const data = mkdtempSync(join(tmpdir(), 'breakwater-'))
  const node = await openNode({ node: 'HQ', data, modules, ...options })
  return {
    ...node,
    close: async () => {
      await node.close()
      rmSync(data, { recursive: true, force: true })
    }
  }
}
