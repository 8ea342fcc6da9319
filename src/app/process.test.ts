import { existsSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { people, password } from './demo/meridia.ts'
import { emptyFolder, runCli, startServer } from './testing/process.ts'
import type { RunningServer } from './testing/process.ts'
import { readMrz } from '#standards/mrz/index.ts'

const servers: RunningServer[] = []
const started = async (words: string[], environment: Record<string, string>): Promise<RunningServer> => {
  const server = await startServer(words, environment)
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) if (server.child.exitCode === null) await server.end('SIGKILL')
})

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

test('a production node has no people; the link on the console makes its first administrator, who must set up a second factor', async () => {
  const data = emptyFolder()
  const server = await started(['serve'], { BREAKWATER_DATA: data })
  await expect.poll(() => server.text.stderr).toContain('Nobody administers this node yet')
  const [, code = ''] = /first-administrator\?code=(\S+)/.exec(server.text.stderr) ?? []
  const body = { code, name: 'Ada Reef', username: 'ada', password: 'a long enough password' }
  const made = await post(`${server.url}/api/identity/first-administrator`, body)
  expect([made.status, await made.json()]).toEqual([201, { next: 'enrol-totp' }])
  expect((await post(`${server.url}/api/identity/sign-in`, { username: 'admin', password })).status).toBe(401)
  expect(await server.end('SIGTERM')).toMatchObject({ code: 0 })
  expect((statSync(join(data, 'secret')).mode & 0o777).toString(8)).toBe('600')
  const again = await started(['serve'], { BREAKWATER_DATA: data })
  expect(await (await post(`${again.url}/api/identity/sign-in`, body)).json()).toMatchObject({ status: 400 })
  const { username } = body
  expect(await (await post(`${again.url}/api/identity/sign-in`, { username, password: body.password })).json()).toEqual({
    next: 'enrol-totp'
  })
  expect(again.text.stderr).not.toContain('Nobody administers')
})

test('everything the demo prints works: its accounts sign in, its codes enrol, its pages answer', async () => {
  const server = await started(['demo'], { BREAKWATER_DATA: emptyFolder() })
  await expect.poll(() => server.text.stderr).toContain('Stop with Ctrl+C')
  const printed = server.text.stderr
  for (const { username, role } of people) {
    expect(printed).toMatch(new RegExp(`${username} +${role} `))
    const reply = await post(`${server.url}/api/identity/sign-in`, { username, password })
    expect([username, reply.status, await reply.json()]).toEqual([username, 200, { next: 'done' }])
  }
  for (const kind of ['Kiosk', 'Gate']) {
    const [, code = ''] = new RegExp(`enrol it with the code (\\S+) \\(${kind} 1\\)`).exec(printed) ?? []
    const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
    const enrolled = await post(`${server.url}/api/devices/enrol`, { code, publicKey: { kty, crv, x, y } })
    expect(await enrolled.json()).toMatchObject({ device: { kind: kind.toLowerCase(), office: 'AIRPORT-1', name: `${kind} 1` } })
  }
  const zone = [...printed.matchAll(/^ {4}([A-Z0-9<]{44})$/gm)].map(([, line = '']) => line)
  expect(readMrz(zone.join('\n'), '2026-11-23').valid).toBe(true)
  const pages = [...printed.matchAll(/http:\/\/127\.0\.0\.1:\d+(\/\S*)/g)].map(([, path = '']) => path)
  expect(pages).toEqual(['/', '/traveller/', '/kiosk/', '/gate/', '/console/', '/api/docs/'])
  for (const path of existsSync('dist/index.html') ? pages : ['/api/docs/'])
    expect([path, (await fetch(server.url + path)).status]).toEqual([path, 200])
  expect((await fetch(`${server.url}/api/travellers/form?office=AIRPORT-1`)).status).toBe(200)
}, 60_000)

test('the demo starts again on what it kept, within five seconds', async () => {
  const environment = { BREAKWATER_DATA: emptyFolder() }
  const first = await started(['demo'], environment)
  await expect.poll(() => first.text.stderr, { timeout: 20_000 }).toContain('Stop with Ctrl+C')
  expect((await first.end('SIGINT')).code).toBe(0)
  const before = performance.now()
  const second = await started(['demo'], environment)
  await expect.poll(async () => (await fetch(`${second.url}/api/ready`)).status).toBe(200)
  expect(performance.now() - before).toBeLessThan(5_000)
  expect((await post(`${second.url}/api/identity/sign-in`, { username: 'gate', password })).status).toBe(200)
}, 60_000)

test('told to stop, the node finishes what has begun, ends event streams and is gone within ten seconds', async () => {
  const server = await started(['demo'], { BREAKWATER_DATA: emptyFolder() })
  await expect.poll(() => server.text.stderr, { timeout: 20_000 }).toContain('Stop with Ctrl+C')
  const signedIn = await post(`${server.url}/api/identity/sign-in`, { username: 'auditor', password })
  const cookie = signedIn.headers
    .getSetCookie()
    .map(value => value.split(';')[0])
    .join('; ')
  const stream = await fetch(`${server.url}/api/feed/events`, { headers: { cookie } })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const streamed = stream.text()
  // Passwords take a while to check: this one is under way when the signal comes.
  const begun = post(`${server.url}/api/identity/sign-in`, { username: 'gate', password })
  // And somebody who never finishes the request.
  const { hostname, port } = new URL(server.url)
  const silent = connect(Number(port), hostname)
  silent.on('error', () => undefined)
  silent.write('POST /api/identity/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{')
  await new Promise(resolve => setTimeout(resolve, 30))
  const ended = await server.end('SIGTERM')
  expect((await begun).status).toBe(200)
  expect(await streamed).toContain(': open')
  expect(ended.code).toBe(0)
  expect(ended.milliseconds).toBeLessThan(10_000)
  silent.destroy()
}, 60_000)

test('settings that cannot be used are all named, and nothing is started', async () => {
  const { code, stdout, stderr } = await runCli(['serve'], {
    BREAKWATER_PORT: 'x',
    BREAKWATER_TOTP: 'no',
    BREAKWATER_DATA: '/nowhere/at/all'
  })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^The settings cannot be used:\n {2}BREAKWATER_PORT: .+\n {2}BREAKWATER_TOTP: .+\n$/)
})

test('people, devices and offices are kept from the command line beside a running node', async () => {
  const environment = { BREAKWATER_DATA: emptyFolder(), BREAKWATER_LOG_LEVEL: 'warn' }
  const server = await started(['serve'], environment)
  const json = async (...words: string[]) => {
    const done = await runCli(words, { ...environment, BREAKWATER_PUBLIC_URL: server.url })
    return done.code === 0 ? (JSON.parse(done.stdout) as Record<string, unknown>) : `${done.code}: ${done.stderr.trim()}`
  }
  const added = await json('user', 'add', '--username', 'ines', '--name', 'Ines Cove', '--role', 'administrator@HQ')
  expect(added).toMatchObject({ username: 'ines' })
  const code = new URL(String((added as { link: string }).link)).searchParams.get('code')
  const chosen = await post(`${server.url}/api/identity/passwords`, { code, password: 'a long enough password' })
  expect(await chosen.json()).toEqual({ username: 'ines' })
  expect(await json('user', 'list')).toMatchObject([
    { username: 'ines', status: 'active', roles: [{ role: 'administrator', office: 'HQ' }] }
  ])
  expect(await json('user', 'add', '--username', 'ines', '--name', 'X')).toBe('1: Refused: username-taken')
  expect(await json('user', 'grant', 'ines', 'auditor@HQ')).toMatchObject({ version: 3 })
  expect(await json('user', 'grant', 'ines', 'king@HQ')).toContain('is not a role at an office')
  expect(await json('device', 'invite', '--kind', 'kiosk', '--office', 'HQ', '--name', 'K')).toMatchObject({
    code: expect.any(String) as string
  })
  expect(await json('device', 'list')).toMatchObject([{ kind: 'kiosk', office: 'HQ', name: 'K', status: 'invited' }])
  expect(await json('offices', 'list')).toEqual([{ id: 'HQ', kind: 'headquarters', parent: null, zone: 'UTC', name: { en: 'HQ' } }])
  expect(await json('nonsense')).toMatch(/^1: breakwater/)
}, 60_000)

test('a node is verified, backed up while it runs, restored as a new incarnation and rebuilt', async () => {
  const environment = { BREAKWATER_DATA: emptyFolder() }
  const server = await started(['demo'], environment)
  await expect.poll(() => server.text.stderr, { timeout: 20_000 }).toContain('Stop with Ctrl+C')
  const copy = join(emptyFolder(), 'backup')
  const json = async (data: string, ...words: string[]) => {
    const done = await runCli(words, { BREAKWATER_DATA: data, BREAKWATER_REALM: 'demo' })
    return done.code === 0 ? (JSON.parse(done.stdout) as Record<string, unknown>) : `${done.code}: ${done.stderr.trim()}`
  }
  const verified = await json(environment.BREAKWATER_DATA, 'verify')
  expect(verified).toMatchObject({ ok: true, chains: [{ node: 'HQ' }], personal: { present: people.length, erased: 0 } })
  expect(await json(environment.BREAKWATER_DATA, 'backup', copy)).toMatchObject({ databases: ['identity.sqlite', 'ledger.sqlite'] })
  const elsewhere = emptyFolder()
  const asReal = await runCli(['restore', copy], { BREAKWATER_DATA: emptyFolder() })
  expect([asReal.code, asReal.stderr.trim()]).toEqual([1, 'this is a backup of HQ (demo), not of HQ (real)'])
  expect(await json(elsewhere, 'restore', copy)).toMatchObject({ erased: 0 })
  expect(await json(elsewhere, 'restore', copy)).toMatch(/^1: there is a node in .+ already; restore into an empty folder$/)
  expect(await json(elsewhere, 'verify')).toMatchObject({ ok: true, chains: [{ node: 'HQ' }, { node: 'HQ', entries: 1 }] })
  expect(await json(elsewhere, 'user', 'list')).toHaveLength(people.length)
  expect(await json(elsewhere, 'rebuild')).toMatchObject({ parked: 0 })
  expect(await json(emptyFolder(), 'verify')).toMatch(/^1: There is no node in /)
}, 90_000)
