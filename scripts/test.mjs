// npm test: everything, from a fresh clone. Ends with the line `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, install, root, run } from './setup.mjs'

const long = process.argv.includes('--long')
const rest = process.argv.slice(2).filter(word => word !== '--long')
install()
build()

const folder = mkdtempSync(join(tmpdir(), 'breakwater-results-'))
const total = { passed: 0, failed: 0, skipped: 0 }
const reasons = []
const longTests = []

/** Runs one suite; its reporter leaves counts and the reasons of what was skipped. */
const suite = (name, args, env = {}) => {
  const results = join(folder, `${name}.json`)
  const code = run(args, { env: { ...env, BREAKWATER_RESULTS: results } })
  const counted = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { passed: 0, failed: 0, skipped: [] }
  total.passed += counted.passed
  total.failed += counted.failed
  total.skipped += counted.skipped.length
  reasons.push(...counted.skipped)
  longTests.push(...(counted.long ?? []))
  if (code !== 0 && counted.failed === 0) {
    process.stderr.write(`The suite "${name}" ended with code ${code} without counting a failure.\n`)
    total.failed += 1
  }
}

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./scripts/vitest-results.mjs', ...rest]
suite('tests', vitest, long ? { BREAKWATER_LONG: '1' } : {})
if (rest.length === 0) {
  const chromium = findChromium()
  if (chromium)
    suite('journeys', ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,./scripts/playwright-results.mjs'], {
      BREAKWATER_CHROMIUM: chromium
    })
  else {
    total.skipped += 1
    reasons.push("journeys in a browser: no Chromium on this machine and no right to install Debian's (apt-get install chromium)")
  }
}
rmSync(folder, { recursive: true, force: true })
for (const reason of reasons) process.stdout.write(`skipped: ${reason}\n`)
if (long && rest.length === 0) keepLongResult()
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)

/** Debian's Chromium: the program itself if it is there, installed if this user may. */
function findChromium() {
  const known = [
    process.env.BREAKWATER_CHROMIUM,
    '/usr/lib/chromium/chromium',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome'
  ]
  const present = () => known.find(path => path && existsSync(path))
  if (present() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return present()
  process.stderr.write("Installing Debian's Chromium …\n")
  const apt = args =>
    spawnSync('apt-get', args, { cwd: root, stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  return present()
}

/** The last result of the long suites stands in the documents. */
function keepLongResult() {
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).stdout.trim()
  const rows = longTests.map(({ name, state, seconds }) => `| ${name} | ${state} | ${seconds.toFixed(0)} s |`)
  const text = [
    '# The long suites, last result',
    '',
    `Written by \`npm run test:long\` on ${new Date().toISOString().slice(0, 10)} at commit ${commit}, on ${cpus().length} cores. All tests of that run:`,
    `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped. Of these, the long ones:`,
    '',
    '| Test | Result | Time |',
    '|---|---|---|',
    ...rows,
    ''
  ]
  writeFileSync(join(root, 'docs', 'long-tests.md'), text.join('\n'))
}
