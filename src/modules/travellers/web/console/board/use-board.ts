import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { boardEvents, boardKey, boardQuery, takeRow } from '../requests.ts'
import { BoardRow, type Board } from '#modules/travellers/index.ts'
import { queries } from '#web/console/node.ts'
import { followEvents, type StreamState } from '#web/http/index.ts'

/** The board of an office, kept up to date by its stream. After each cut the whole list is asked again, so nothing is missed. */
export const useBoard = (office: string, onRow?: (row: BoardRow, before: Board) => void) => {
  const query = useQuery(boardQuery(office))
  const [state, setState] = useState<StreamState>('connecting')
  useEffect(() => {
    const key = boardKey(office)
    return followEvents(boardEvents(office), {
      onState: next => {
        setState(next)
        if (next === 'live') void queries.invalidateQueries({ queryKey: key })
      },
      onEvent: ({ event, data }) => {
        const now = new Date().toISOString()
        const before = queries.getQueryData<Board>(key)
        if (!before) return
        if (event === 'reload') void queries.invalidateQueries({ queryKey: key })
        const row = event === 'row' ? BoardRow.safeParse(JSON.parse(data)) : undefined
        if (row?.success) onRow?.(row.data, before)
        queries.setQueryData<Board>(key, row?.success ? takeRow(before, row.data, now) : { ...before, asOf: now })
      }
    })
  }, [office, onRow])
  return { query, state }
}
