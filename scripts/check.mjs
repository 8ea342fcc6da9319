// npm run check: format, lint, types, boundaries, unused code, documents. Few rules, all errors.
import { spawnSync } from 'node:child_process'
import { fail, install, node24, root, run } from './setup.mjs'

install()

const steps = {
  format: () => run(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
  lint: () =>
    run(['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.']),
  'types (pure)': () => run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.pure.json']),
  'types (server)': () => run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']),
  'types (web)': () => run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json']),
  'types (journeys)': () => run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.e2e.json']),
  boundaries: () => boundaries(),
  unused: () => run(['node_modules/knip/bin/knip.js', '--no-progress']),
  'lock file': () => run(['scripts/complete-lock.mjs', '--check']),
  documents: () => run(['scripts/check-documents.mjs'])
}

/** A boundary check that has read no file would pass for the wrong reason. */
function boundaries() {
  const args = [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'src',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json'
  ]
  const done = spawnSync(node24(), args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (!done.stdout) return (process.stderr.write(done.stderr), 1)
  const { summary, modules } = JSON.parse(done.stdout)
  const read = modules.filter(module => /^src\/.*\.tsx?$/.test(module.source) && module.dependencies.length > 0)
  for (const { rule, from, to } of summary.violations) process.stderr.write(`${rule.name}: ${from} → ${to}\n`)
  if (read.length < 30)
    return (process.stderr.write(`Only ${read.length} files with imports were read; the boundary check saw nothing.\n`), 1)
  return summary.violations.length > 0 ? 1 : 0
}

const only = process.argv.slice(2)
const failed = []
for (const [name, step] of Object.entries(steps)) {
  if (only.length > 0 && !only.some(word => name.startsWith(word))) continue
  const from = performance.now()
  const code = step()
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)\n`)
  if (code !== 0) failed.push(name)
}
if (failed.length > 0) fail(`Failed: ${failed.join(', ')}`)
