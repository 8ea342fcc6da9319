import { messages } from './messages.ts'
import type { ConsoleModule } from '#web/console/module.ts'

/** The travellers module in the console: the board of arrivals and the declaration's page. */
export const travellers: ConsoleModule = { name: 'travellers', messages, pages: [], queues: [] }
