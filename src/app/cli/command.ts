import type { Config } from '../config.ts'
import { modulesOf } from '../modules.ts'
import { openAppNode } from '../node.ts'
import type { AppNode } from '../node.ts'
import { CommandError } from './say.ts'
import type { ServerModule } from '#platform/platform.ts'

/** Opens the node for one piece of work. A running server of the same node need not stop for it. */
export const withNode = async <T>(
  config: Config,
  work: (node: AppNode) => Promise<T>,
  used: readonly ServerModule[] = modulesOf(config)
): Promise<T> => {
  const node = await openAppNode(config, used)
  try {
    return await work(node)
  } finally {
    await node.close()
  }
}

/** An expected refusal as the end of the command. */
export const refused = ({ code, detail }: { code: string; detail?: unknown }): CommandError =>
  new CommandError(`Refused: ${code}${detail ? ` ${JSON.stringify(detail)}` : ''}`)

/** The value, or the end of the command with the refusal's code. */
export const expectDone = <T extends object>(done: ({ ok: true } & T) | { ok: false; refusal: { code: string; detail?: unknown } }): T => {
  if (done.ok) return done
  throw refused(done.refusal)
}
