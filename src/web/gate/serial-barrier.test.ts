import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { serialBarrier } from './serial-barrier.ts'

/** A relay box at the other end of the line: what it was told, and what it says. */
const box = () => {
  const heard: string[] = []
  let speak: ReadableStreamDefaultController<Uint8Array> | undefined
  const readable = new ReadableStream<Uint8Array>({ start: controller => void (speak = controller) })
  const writable = new WritableStream<Uint8Array>({ write: bytes => void heard.push(new TextDecoder().decode(bytes)) })
  const barrier = serialBarrier({ readable, writable })
  const settle = () => vi.advanceTimersByTimeAsync(1)
  return {
    barrier,
    heard,
    says: async (text: string) => {
      speak?.enqueue(new TextEncoder().encode(text))
      await settle()
    },
    unplugged: async () => {
      speak?.close()
      await settle()
    }
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a barrier that has said nothing yet is in doubt and does not open', async () => {
  const { barrier, heard } = box()
  expect(barrier.state).toBe('unknown')
  await expect(barrier.open()).rejects.toThrow('not closed')
  expect(heard).toEqual([])
})

test('opening resolves when the limit switch says so, and the barrier closes by itself', async () => {
  const { barrier, heard, says } = box()
  await says('CLOSED\r\n')
  const opened = barrier.open()
  await says('OPENING\nOP')
  expect(barrier.state).toBe('opening')
  await says('EN\n')
  await expect(opened).resolves.toBeUndefined()
  expect(heard).toEqual(['OPEN\n'])
  await says('CLOSED\n')
  expect(barrier.state).toBe('closed')
})

test('a relay that stays silent leaves the barrier in doubt', async () => {
  const { barrier, says } = box()
  await says('CLOSED\n')
  const opened = expect(barrier.open()).rejects.toThrow('did not say')
  await vi.advanceTimersByTimeAsync(2_000)
  await opened
  expect(barrier.state).toBe('unknown')
})

test('a cable pulled leaves the barrier in doubt', async () => {
  const { barrier, says, unplugged } = box()
  await says('CLOSED\n')
  await unplugged()
  expect(barrier.state).toBe('unknown')
})
