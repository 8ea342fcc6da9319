import { barrierState, type Barrier } from './barrier.ts'

/** The two streams of a serial port that is open (Web Serial's `SerialPort`). */
export interface Line {
  readable: ReadableStream<Uint8Array>
  writable: WritableStream<Uint8Array>
}

const patience = 2_000

/**
 * A relay box on a serial line, 9600 baud, one word a line: the gate writes `OPEN`, the box answers `OPENING`, `OPEN` (its limit switch
 * says so) and, when the barrier is down again, `CLOSED`. `CLOSED` is also what it says when it is plugged in. Anything else, or
 * silence, is a doubt: the gate sends people to an officer.
 */
export const serialBarrier = (line: Line): Barrier => {
  const state = barrierState('unknown')
  const writer = line.writable.getWriter()
  const hear = (word: string) => {
    if (word === 'OPENING') state.become('opening')
    else if (word === 'OPEN') state.become('open')
    else if (word === 'CLOSED') state.become('closed')
    else if (word !== '') state.become('unknown')
  }
  void listen(line.readable, hear).finally(() => state.become('unknown'))
  return {
    get state() {
      return state.now
    },
    onChange: state.onChange,
    open: async () => {
      if (state.now !== 'closed') throw new Error('the barrier is not closed')
      const opened = new Promise<void>((resolve, reject) => {
        const silent = setTimeout(() => over(new Error('the relay did not say that the barrier is open')), patience)
        const stop = state.onChange(next => {
          if (next === 'open') over()
          else if (next !== 'opening') over(new Error(`the barrier is ${next}`))
        })
        const over = (error?: Error) => {
          clearTimeout(silent)
          stop()
          if (!error) return resolve()
          state.become('unknown')
          reject(error)
        }
      })
      await Promise.all([opened, writer.write(new TextEncoder().encode('OPEN\n'))])
    }
  }
}

const listen = async (readable: ReadableStream<Uint8Array>, hear: (word: string) => void): Promise<void> => {
  const reader = readable.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    text += decoder.decode(value, { stream: true })
    const words = text.split(/\r?\n/)
    text = words.pop() ?? ''
    for (const word of words) hear(word.trim())
  }
}
