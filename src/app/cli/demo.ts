import { people, password } from '../demo/meridia.ts'
import { demoPassport } from '../demo/passport.ts'
import { inviteDemoDevices, seedMeridia } from '../demo/seed.ts'
import type { DemoDevice } from '../demo/seed.ts'
import { startServing, stopOnSignals } from '../main.ts'
import { modulesOf } from '../modules.ts'
import { say } from './say.ts'
import type { Run } from './say.ts'
import { forEver } from './serve.ts'

const roleWidth = Math.max(...people.map(({ role }) => role.length))

const welcome = (url: string, devices: readonly DemoDevice[], totp: string): string[] => {
  const codeFor = (kind: DemoDevice['kind']): string => {
    const device = devices.find(one => one.kind === kind)
    return device ? `${device.code} (${device.name})` : 'none'
  }
  const signIn = (username: string): string => `sign in as ${username}`
  return [
    '',
    `Breakwater demo: customs of Meridia, an invented country. ${url}/`,
    '',
    `  Traveller’s app   ${url}/traveller/   declare on a phone, also without a network; shows a QR code`,
    `  Kiosk             ${url}/kiosk/       enrol it with the code ${codeFor('kiosk')}, then show it the QR code`,
    `  Gate              ${url}/gate/        enrol it with the code ${codeFor('gate')}, then show the QR code again`,
    `  Console           ${url}/console/     ${signIn('gate')} to see who arrives and decide; ${signIn('admin')} for people and devices`,
    `  HTTP interface    ${url}/api/docs/`,
    '',
    '  The zone of an invented passport, to paste on the phone and at the kiosk (once: a number shown again within the hour goes to an officer):',
    ...demoPassport().map(line => `    ${line}`),
    '',
    `  Accounts, all with the password ${password}${totp === 'optional' ? ' (a second factor is optional in the demo; production requires it)' : ''}:`,
    ...people.map(
      ({ username, role, office, name }) => `    ${username.padEnd(15)} ${role.padEnd(roleWidth)}  ${office.padEnd(9)}  ${name}`
    ),
    '',
    '  Stop with Ctrl+C. The demo keeps its data; delete its folder to begin again.',
    ''
  ]
}

export const demo: Run = async (_words, config) => {
  if (config.databaseUrl !== undefined) say('The demo uses the embedded database; BREAKWATER_DATABASE_URL is not used.')
  const serving = await startServing({ ...config, databaseUrl: undefined }, modulesOf(config), seedMeridia)
  stopOnSignals(serving)
  const devices = await inviteDemoDevices(serving.node)
  for (const line of welcome(serving.url, devices, config.totp)) say(line)
  return forEver()
}
