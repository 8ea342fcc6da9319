// Names in package-lock.json the optional binaries of every platform. npm leaves out those the registry at hand did not have, and then
// `npm ci` refuses its own lock file. Run after adding packages; with --check it only says what is missing.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root } from './setup.mjs'

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32', 'arm']

/** Whether `name`, asked for by the package at `path`, is named there or in a folder above. */
const isNamed = (path, name) => {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at) return false
  }
}

const entryFor = (name, version, isDev) => {
  const words = name.split('/').at(-1).split('-')
  const cpu = processors.find(processor => words.includes(processor))
  const os = systems.find(system => words.includes(system))
  const libc = words.some(word => word.startsWith('musl'))
    ? 'musl'
    : os === 'linux' && words.some(word => word.startsWith('gnu'))
      ? 'glibc'
      : undefined
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(isDev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {})
  }
}

const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isNamed(path, name))
    .map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, dev)])
)
const addresses = Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http'))

if (process.argv.includes('--check')) {
  if (missing.length > 0)
    fail(`package-lock.json does not name ${missing.map(([path]) => path).join(', ')}. Run: node scripts/complete-lock.mjs`)
  if (addresses.length > 0)
    fail(`package-lock.json names ${addresses.length} download addresses. Set npm's omit-lockfile-registry-resolved and write it again.`)
} else {
  for (const [path, entry] of missing) lock.packages[path] = entry
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  process.stdout.write(`${missing.length} added\n`)
}
