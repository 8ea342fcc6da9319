// npm run bench -- <workload>: one file a workload in bench/.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { become, fail, install, root } from './setup.mjs'

install()
const [workload, ...rest] = process.argv.slice(2)
const file = join('bench', `${workload}.ts`)
if (!workload || !existsSync(join(root, file))) {
  const known = readdirSync(join(root, 'bench')).filter(name => name.endsWith('.ts'))
  fail(`Which workload? ${known.map(name => name.replace(/\.ts$/, '')).join(', ')}`)
}
become([file, ...rest])
