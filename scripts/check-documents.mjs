// Links in the documents lead somewhere, and the project names no machine.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fail, root } from './setup.mjs'

const tracked = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .stdout.split('\n')
  .filter(file => file && existsSync(join(root, file)))
const documents = tracked.filter(file => file.endsWith('.md'))
if (documents.length < 5) fail(`Only ${documents.length} documents were read.`)

const problems = []
for (const file of documents) {
  const text = readFileSync(join(root, file), 'utf8').replace(/```[\s\S]*?```/g, '')
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(https?:|mailto:|#)/.test(target)) continue
    const path = normalize(join(dirname(file), target.split('#')[0]))
    if (!existsSync(join(root, path))) problems.push(`${file}: the link to ${target} leads nowhere`)
  }
}

const machine = new RegExp(`/(w${'ork'}|r${'oot'}|h${'ome'})/[a-z]`)
for (const file of tracked.filter(name => name !== 'package-lock.json' && /\.(md|ts|tsx|mjs|cjs|js|json|css|html|sql)$/.test(name))) {
  const line = readFileSync(join(root, file), 'utf8')
    .split('\n')
    .findIndex(text => machine.test(text))
  if (line >= 0) problems.push(`${file}:${line + 1}: a path of one machine`)
}
if (problems.length > 0) fail(problems.join('\n'))
