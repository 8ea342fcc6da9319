import { travellers } from '#modules/travellers/server/index.ts'
import type { ServerModule } from '#platform/platform.ts'

/** The business areas of this node, in the order of their routes. */
export const modules: readonly ServerModule[] = [travellers()]
