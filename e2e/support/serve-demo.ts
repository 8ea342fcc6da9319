/**
 * The demo as `breakwater demo` composes it, with one setting of the office's own: nobody is drawn at random, so that a journey's outcome
 * follows from what the traveller does. Writes one line of JSON when it answers.
 */
import { readConfig } from '../../src/app/config.ts'
import { people, password } from '../../src/app/demo/meridia.ts'
import { inviteDemoDevices, seedMeridia } from '../../src/app/demo/seed.ts'
import { startServing, stopOnSignals } from '../../src/app/main.ts'
import { travellers } from '#modules/travellers/server/index.ts'

const config = readConfig(process.env, { BREAKWATER_TOTP: 'optional', BREAKWATER_LOG_LEVEL: 'warn' })
const serving = await startServing(config, [travellers({ drawRate: 0 })], seedMeridia)
stopOnSignals(serving)
const devices = await inviteDemoDevices(serving.node)
process.stdout.write(`${JSON.stringify({ url: serving.url, devices, password, usernames: people.map(({ username }) => username) })}\n`)
