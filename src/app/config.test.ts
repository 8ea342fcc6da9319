import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, readConfig, settings, unknownVariables } from './config.ts'

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
  }
  return []
}

const fileWith = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'breakwater-config-')), 'breakwater.json')
  writeFileSync(file, text)
  return file
}

test('with nothing set, the node is headquarters on its own machine', () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:8080',
    secure: false,
    trustProxy: false,
    node: 'HQ',
    realm: 'real',
    data: resolve('data'),
    databaseUrl: undefined,
    migratorUrl: undefined,
    eraserUrl: undefined,
    files: resolve('data/files'),
    secret: undefined,
    totp: 'required',
    metricsToken: undefined,
    logLevel: 'info',
    gate: { drawRate: 0.02, gateMinutes: 15, openSeconds: 8, declarationDays: null }
  })
})

test('a variable stands over the file, the file over the default', () => {
  const file = fileWith('{"BREAKWATER_PORT": 9000, "BREAKWATER_NODE": "POST-7", "BREAKWATER_TRUST_PROXY": true}')
  const config = readConfig({ BREAKWATER_CONFIG: file, BREAKWATER_PORT: '9001', BREAKWATER_PUBLIC_URL: 'https://customs.example/' })
  expect([config.port, config.node, config.trustProxy, config.publicUrl, config.secure]).toEqual([
    9001,
    'POST-7',
    true,
    'https://customs.example',
    true
  ])
})

test('everything wrong is said at once, by name', () => {
  const file = fileWith('{"BREAKWATER_PROT": 1}')
  const problems = problemsOf({
    BREAKWATER_CONFIG: file,
    BREAKWATER_PORT: 'eighty',
    BREAKWATER_NODE: 'post seven',
    BREAKWATER_TOTP: 'maybe',
    BREAKWATER_DATABASE_URL: 'mysql://somewhere',
    BREAKWATER_SECRET: 'short',
    BREAKWATER_FILES: 's3://bucket',
    BREAKWATER_GATE_DRAW_RATE: '2',
    BREAKWATER_GATE_MINUTES: 'a while',
    BREAKWATER_DECLARATION_DAYS: '-1'
  })
  expect(problems.map(problem => problem.split(':')[0])).toEqual([
    'BREAKWATER_PROT',
    'BREAKWATER_PORT',
    'BREAKWATER_NODE',
    'BREAKWATER_DATABASE_URL',
    'BREAKWATER_FILES',
    'BREAKWATER_SECRET',
    'BREAKWATER_TOTP',
    'BREAKWATER_GATE_DRAW_RATE',
    'BREAKWATER_GATE_MINUTES',
    'BREAKWATER_DECLARATION_DAYS'
  ])
  expect(problemsOf({ BREAKWATER_CONFIG: '/nowhere.json' })).toEqual(['BREAKWATER_CONFIG: there is no file /nowhere.json'])
  expect(problemsOf({ BREAKWATER_CONFIG: fileWith('[1]') })[0]).toContain('is not a JSON object')
})

test('a variable with a slip in its name is noticed', () => {
  expect(unknownVariables({ BREAKWATER_PROT: '1', BREAKWATER_PORT: '1', BREAKWATER_CONFIG: 'x', PATH: '' })).toEqual(['BREAKWATER_PROT'])
})

test('docs/operating.md lists every setting, its default and what it is for', () => {
  const rows = readFileSync('docs/operating.md', 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| `BREAKWATER_'))
    .map(line =>
      line
        .split('|')
        .slice(1, 4)
        .map(cell => cell.trim().replaceAll('`', ''))
    )
  const documented = Object.entries(settings).map(([name, { otherwise, about }]) => [name, otherwise, about])
  expect(rows).toEqual([
    ['BREAKWATER_CONFIG', 'none', 'A JSON file with these settings by the same names; variables stand over it'],
    ...documented
  ])
})
