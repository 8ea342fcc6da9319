import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { withNode } from './command.ts'
import { CommandError } from './say.ts'
import type { Run } from './say.ts'
import { Office } from '#platform/reference/offices.ts'

const readOffices = (file: string): Office[] => {
  const parsed = z
    .array(Office)
    .min(1)
    .safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  throw new CommandError(`${file} is not a list of offices:\n${z.prettifyError(parsed.error)}`)
}

export const offices: Run = ([verb, file], config) =>
  withNode(config, async node => {
    if (verb === 'list') return node.offices.all()
    if (verb !== 'load' || file === undefined) throw new CommandError('offices list | load FILE')
    const replaced = await node.offices.replace(readOffices(file))
    if (!replaced.ok) throw new CommandError(`Not a tree: ${replaced.faults.map(({ office, fault }) => `${office} (${fault})`).join(', ')}`)
    return node.offices.all()
  })
