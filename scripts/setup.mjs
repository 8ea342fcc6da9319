// What every script needs: packages installed, Node 24 at hand. Runs on Node 20, with nothing but its built-ins.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.breakwater-lock')

const digest = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** Installs the packages of package-lock.json, once per lock file. */
export const install = () => {
  const wanted = digest(readFileSync(join(root, 'package-lock.json')))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(node24Path())) return
  process.stderr.write('Installing packages (once, a minute or two) …\n')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (done.status !== 0)
    fail('The packages could not be installed: npm said why above. Check the network and the disk, then run the command again.')
  if (!existsSync(node24Path()))
    fail('Node 24 did not arrive with the package "node". Is npm set to ignore install scripts? Run: npm rebuild node')
  writeFileSync(stamp, wanted)
}

const node24Path = () => join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** The Node that runs Breakwater: this one if it is new enough, else the one from the package `node`. */
export const node24 = () => (Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : node24Path())

/** Ends the script with a sentence for a person. */
export const fail = message => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** Runs a program of the packages under Node 24 and gives its exit code. */
export const run = (args, options = {}) =>
  spawnSync(node24(), args, { cwd: root, stdio: 'inherit', ...options, env: { ...process.env, ...options.env } }).status ?? 1

/** Runs Node 24 in this script's place: signals go through, the exit code comes back. */
export const become = args => {
  const child = spawn(node24(), args, { cwd: root, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

const filesBelow = folder =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()

/** Builds the screens into dist/ when anything they are made of has changed. */
export const build = () => {
  const inputs = [...['kernel', 'standards', 'modules', 'web'].flatMap(name => filesBelow(join(root, 'src', name)))].filter(
    file => !/\.test\.tsx?$|[\\/]server[\\/]/.test(file) && statSync(file).isFile()
  )
  const wanted = digest(
    ...inputs.flatMap(file => [file.slice(root.length), readFileSync(file)]),
    readFileSync(join(root, 'package-lock.json')),
    readFileSync(join(root, 'vite.config.ts'))
  )
  const built = join(root, 'dist', '.inputs')
  if (existsSync(built) && readFileSync(built, 'utf8') === wanted) return
  process.stderr.write('Building the screens …\n')
  if (run(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] }) !== 0)
    fail('The screens could not be built: the reason is above.')
  writeFileSync(built, wanted)
}
