import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  Board,
  CommandAnswer,
  DossierPage,
  Found,
  type BoardRow,
  type OFFICER_COMMANDS,
  type OfficerCommandName
} from '#modules/travellers/index.ts'
import { node, queries } from '#web/console/node.ts'

export const boardKey = (office: string) => ['travellers', 'board', office] as const

export const boardQuery = (office: string) =>
  queryOptions({
    queryKey: boardKey(office),
    queryFn: ({ signal }) => node.get(`/api/travellers/board?office=${encodeURIComponent(office)}`, Board, signal),
    staleTime: 30_000
  })

export const boardEvents = (office: string): string => `/api/travellers/board/events?office=${encodeURIComponent(office)}`

export const dossierQuery = (dossier: string) =>
  queryOptions({
    queryKey: ['travellers', 'dossier', dossier],
    queryFn: ({ signal }) => node.get(`/api/travellers/declarations/${dossier}`, DossierPage, signal)
  })

export const findDeclarations = (reference: string, signal: AbortSignal) =>
  node.get(`/api/travellers/search?reference=${encodeURIComponent(reference)}`, z.array(Found), signal)

type Bodies = { [Name in OfficerCommandName]: z.input<(typeof OFFICER_COMMANDS)[Name]> }

/** A command, and what it is about: the officer sees whose record it was. */
export type Given = {
  [Name in OfficerCommandName]: { command: Name; body: Bodies[Name]; dossier: string; name: string }
}[OfficerCommandName]

export const give = ({ dossier, command, body }: Given) =>
  node.command(`/api/travellers/declarations/${dossier}/commands/${command}`, body, CommandAnswer)

/** After a command: the page and the list are asked again; the list also hears of it by its stream. */
export const lookAgain = (dossier: string): Promise<void> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: dossierQuery(dossier).queryKey }),
    queries.invalidateQueries({ queryKey: ['travellers', 'board'] })
  ]).then(() => undefined)

/** A row of the stream takes its place in the list, unless the list knows a later version already. */
export const takeRow = (board: Board, row: BoardRow, asOf: string): Board => {
  const known = board.arrivals.find(({ dossier }) => dossier === row.dossier)
  if (known && known.version > row.version) return { ...board, asOf }
  return { asOf, arrivals: [...board.arrivals.filter(({ dossier }) => dossier !== row.dossier), row] }
}
