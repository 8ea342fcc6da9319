import { pauseBefore } from './backoff.ts'
import { listDeclarations, noteSending } from './declarations.ts'
import type { KeptDeclaration, Sending, Signed } from './kept.ts'

const patience = 20_000

/**
 * Sends every signed declaration the office does not have yet, one after the other, whoever asks: the page, or the service worker when
 * the network returns. Resolves with when to try again (milliseconds since 1970), or null when nothing is left to send.
 */
export const sendWaiting = async (options: { now?: boolean } = {}): Promise<number | null> =>
  navigator.locks.request('breakwater-send', async () => {
    let next: number | null = null
    for (const kept of await listDeclarations()) {
      const waiting = waitingRevision(kept)
      if (!waiting) continue
      let sending = waiting.sending
      if (options.now || sending.notBefore <= Date.now()) {
        const result = await send(waiting.signed, sending.tries)
        await noteSending(kept.document, waiting.signed.revision, result)
        if (result.state !== 'waiting') continue
        sending = result
      }
      next = Math.min(next ?? Infinity, sending.notBefore)
    }
    return next
  })

const waitingRevision = (kept: KeptDeclaration): { signed: Signed; sending: Extract<Sending, { state: 'waiting' }> } | null =>
  kept.signed && kept.sending?.state === 'waiting' ? { signed: kept.signed, sending: kept.sending } : null

const send = async (signed: Signed, tries: number): Promise<Sending> => {
  const again = (): Sending => ({ state: 'waiting', tries: tries + 1, notBefore: Date.now() + pauseBefore(tries + 1, Math.random()) })
  try {
    const answer = await fetch('/api/travellers/declarations', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': signed.sendId },
      body: JSON.stringify({ code: signed.code }),
      signal: AbortSignal.timeout(patience)
    })
    if (answer.ok) return receipt(await answer.json())
    const code = await problemCode(answer)
    // Too many at once, trouble at the office, or not the office at all (a hotel's sign-in page): it may work later.
    if (code === null || answer.status === 429 || answer.status >= 500) return again()
    return { state: 'refused', code, at: new Date().toISOString() }
  } catch {
    return again()
  }
}

const receipt = (body: unknown): Sending => {
  const given = (body as { receipt?: { lodgedAt?: unknown; status?: unknown } }).receipt
  if (typeof given?.lodgedAt !== 'string' || typeof given.status !== 'string') throw new Error('no receipt in the answer')
  return { state: 'sent', at: given.lodgedAt, status: given.status }
}

const problemCode = async (answer: Response): Promise<string | null> => {
  const body: unknown = await answer.json().catch(() => null)
  return body && typeof body === 'object' && 'code' in body && typeof body.code === 'string' ? body.code : null
}
