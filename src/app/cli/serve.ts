import { firstAdministratorLink, startServing, stopOnSignals } from '../main.ts'
import { modulesOf } from '../modules.ts'
import { say } from './say.ts'
import type { Run } from './say.ts'

/** Does not end by itself. */
export const forEver = (): Promise<never> => new Promise(() => undefined)

export const serve: Run = async (_words, config) => {
  const serving = await startServing(config, modulesOf(config))
  stopOnSignals(serving)
  const link = await firstAdministratorLink(serving.node)
  say(`Breakwater node ${config.node} at ${serving.url}`)
  if (link) say(`Nobody administers this node yet. Within an hour, once: ${link}`)
  return forEver()
}
