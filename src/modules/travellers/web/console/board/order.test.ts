import { describe, expect, test } from 'vitest'
import { takeRow } from '../requests.ts'
import { inOrder } from './order.ts'
import type { BoardRow, Status } from '#modules/travellers/index.ts'

const row = (dossier: string, status: Status, minute: number, version = 3): BoardRow => ({
  dossier,
  version,
  reference: `TD-${dossier}`,
  office: 'PORT-1',
  gate: 'A',
  status,
  outcome: status === 'to-gate' ? 'gate' : 'officer',
  reasons: [],
  flagged: false,
  channel: 'green',
  presentedAt: `2026-11-23T20:${String(minute).padStart(2, '0')}:00.000Z`,
  changedAt: `2026-11-23T20:${String(minute).padStart(2, '0')}:00.000Z`,
  presentations: 1,
  travellers: 1,
  name: null,
  nationality: null,
  transport: null,
  decision: null,
  findings: []
})

describe('the board', () => {
  test('puts those who wait first, the longest wait on top, then those with an officer, then the latest of the others', () => {
    const rows = [
      row('early-gate', 'to-gate', 1),
      row('late-gate', 'through-gate', 9),
      row('second', 'referred', 5),
      row('busy', 'examining', 2),
      row('first', 'referred', 3)
    ]
    expect(inOrder(rows).map(({ dossier }) => dossier)).toEqual(['first', 'second', 'busy', 'late-gate', 'early-gate'])
  })

  test('takes a row of the stream in place of the one it had', () => {
    const board = { asOf: '2026-11-23T20:00:00.000Z', arrivals: [row('a', 'referred', 1), row('b', 'to-gate', 2)] }
    const decided = row('a', 'walked-on', 1, 4)
    expect(takeRow(board, decided, '2026-11-23T20:05:00.000Z')).toEqual({
      asOf: '2026-11-23T20:05:00.000Z',
      arrivals: [row('b', 'to-gate', 2), decided]
    })
  })

  test('keeps what it has when the stream repeats an older version', () => {
    const board = { asOf: '2026-11-23T20:00:00.000Z', arrivals: [row('a', 'walked-on', 1, 4)] }
    expect(takeRow(board, row('a', 'referred', 1, 3), '2026-11-23T20:05:00.000Z')).toEqual({ ...board, asOf: '2026-11-23T20:05:00.000Z' })
  })
})
