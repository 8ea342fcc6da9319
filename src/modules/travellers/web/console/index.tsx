import { useQuery } from '@tanstack/react-query'
import { BoardPage } from './board/board-page.tsx'
import { DeclarationPage } from './dossier/declaration-page.tsx'
import { messages, useWords } from './messages.ts'
import { boardQuery, findDeclarations } from './requests.ts'
import { MAY, type Board } from '#modules/travellers/index.ts'
import type { ConsoleModule } from '#web/console/module.ts'
import { useOffice } from '#web/console/session.ts'

const BoardName = () => useWords()('queue.board')

const waiting = (board: Board): number => board.arrivals.filter(({ status }) => status === 'referred').length

const useWaiting = (): number | undefined => useQuery({ ...boardQuery(useOffice().id), select: waiting, refetchInterval: 30_000 }).data

/** The travellers module in the console: the board of arrivals and the declaration's page. */
export const travellers: ConsoleModule = {
  name: 'travellers',
  messages,
  pages: [
    { path: '/board', page: BoardPage },
    { path: '/declarations/$dossier', page: DeclarationPage }
  ],
  queues: [{ to: '/board', Name: BoardName, useCount: useWaiting, roles: [...MAY.refer, 'office-head'] }],
  search: async (reference, signal) =>
    (await findDeclarations(reference, signal)).map(({ dossier, reference: found, title }) => ({
      reference: found,
      title,
      to: '/declarations/$dossier',
      params: { dossier }
    }))
}
