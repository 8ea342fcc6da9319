import type { Config } from './config.ts'
import { travellers } from '#modules/travellers/server/index.ts'
import type { ServerModule } from '#platform/platform.ts'

/** The business areas of a node, in the order of their routes, with what its settings say to them. */
export const modulesOf = ({ gate }: Config): readonly ServerModule[] => [travellers(gate)]
