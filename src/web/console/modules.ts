import type { ConsoleModule } from './module.ts'
import { travellers } from '#modules/travellers/web/console/index.tsx'

/** What the console is made of. */
export const modules: ConsoleModule[] = [travellers]
