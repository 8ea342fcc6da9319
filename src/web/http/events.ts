import { pause } from './client.ts'

/** One Server-Sent Event. */
export interface ServerEvent {
  event: string
  data: string
  id: string | undefined
}

/** Cuts a stream of text into events, as the HTML standard's section on Server-Sent Events says. Keeps what is incomplete for the next piece. */
export const eventReader = (): ((piece: string) => ServerEvent[]) => {
  let rest = ''
  let event = ''
  let data: string[] = []
  let id: string | undefined
  return piece => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    const found: ServerEvent[] = []
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) found.push({ event: event || 'message', data: data.join('\n'), id })
        event = ''
        data = []
        continue
      }
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? []
      if (field === 'event') event = value
      else if (field === 'data') data.push(value)
      else if (field === 'id') id = value
    }
    return found
  }
}

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'refused'

export interface StreamSettings {
  token?: (() => string | undefined) | undefined
  fetch?: typeof fetch
  /** Nothing heard for so long (the server pings more often) counts as cut off, in ms. */
  silence?: number
  /** The longest wait before the next attempt, in ms. */
  longestWait?: number
  onEvent(event: ServerEvent): void
  onState?(state: StreamState): void
}

/**
 * Follows a stream of events until it is closed: comes back by itself after a cut with the last id it saw, and notices a line that
 * went dead without a word. Returns how to close it. `refused` means that the server does not want this reader: it is not asked again.
 */
export const followEvents = (path: string, settings: StreamSettings): (() => void) => {
  const { silence = 30_000, longestWait = 10_000, onEvent, onState } = settings
  const send = settings.fetch ?? ((input, init) => fetch(input, init))
  const closed = new AbortController()
  let lastId: string | undefined
  // The machine lost or found a network: try the line now rather than wait for silence. A node on this machine answers all the same.
  let tryNow = new AbortController()
  const networkChanged = () => tryNow.abort()
  for (const event of ['offline', 'online']) globalThis.addEventListener?.(event, networkChanged, { signal: closed.signal })

  const listen = async (onOpen: () => void): Promise<void> => {
    const attempt = new AbortController()
    const stop = () => attempt.abort()
    closed.signal.addEventListener('abort', stop)
    tryNow.signal.addEventListener('abort', stop)
    let watchdog = setTimeout(stop, silence)
    try {
      const bearer = settings.token?.()
      const headers: Record<string, string> = { accept: 'text/event-stream' }
      if (bearer) headers['authorization'] = `Bearer ${bearer}`
      if (lastId !== undefined) headers['last-event-id'] = lastId
      const response = await send(path, { headers, credentials: 'same-origin', cache: 'no-store', signal: attempt.signal })
      if (response.status >= 400 && response.status < 500 && response.status !== 429) throw new Refused()
      if (!response.ok || !response.body) return
      onOpen()
      const read = eventReader()
      const stream = response.body.pipeThrough(new TextDecoderStream()).getReader()
      for (;;) {
        const { done, value } = await stream.read()
        if (done) return
        clearTimeout(watchdog)
        watchdog = setTimeout(stop, silence)
        for (const event of read(value)) {
          if (event.id !== undefined) lastId = event.id
          onEvent(event)
        }
      }
    } finally {
      clearTimeout(watchdog)
      closed.signal.removeEventListener('abort', stop)
      tryNow.signal.removeEventListener('abort', stop)
    }
  }

  const run = async () => {
    onState?.('connecting')
    for (let failures = 0; !closed.signal.aborted; failures += 1) {
      if (tryNow.signal.aborted) tryNow = new AbortController()
      try {
        await listen(() => {
          failures = 0
          onState?.('live')
        })
      } catch (reason) {
        if (reason instanceof Refused) return onState?.('refused')
      }
      if (closed.signal.aborted) return
      onState?.('reconnecting')
      if (tryNow.signal.aborted) tryNow = new AbortController()
      await pause(
        Math.min(longestWait, 500 * 2 ** failures) * (0.5 + Math.random() / 2),
        AbortSignal.any([closed.signal, tryNow.signal])
      ).catch(() => undefined)
    }
  }
  void run()
  return () => closed.abort()
}

class Refused extends Error {}
