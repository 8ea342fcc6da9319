import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { withNode } from './command.ts'
import { CommandError } from './say.ts'
import type { Run } from './say.ts'
import { Form } from '#modules/travellers/index.ts'
import { addForms } from '#modules/travellers/server/index.ts'

export const forms: Run = ([verb, file], config) => {
  if (verb !== 'add' || file === undefined) throw new CommandError('forms add FILE')
  const parsed = z
    .array(Form)
    .min(1)
    .safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new CommandError(`${file} is not a list of forms:\n${z.prettifyError(parsed.error)}`)
  return withNode(config, async node => {
    await addForms(node.platform, parsed.data)
    return parsed.data.map(({ id, version }) => ({ id, version }))
  })
}
