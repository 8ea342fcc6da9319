import { noteSending } from './declarations.ts'
import type { KeptDeclaration } from './kept.ts'
import { phoneKey } from './key.ts'
import { keyThumbprint, webCryptoSigner, webCryptoVerifier } from '#standards/qr/index.ts'

const patience = 10_000

/** Asks whether a sent declaration was shown at a kiosk, and notes it: from then on it is not corrected on the phone. */
export const askWhetherShown = async ({ document, signed, sending }: KeptDeclaration): Promise<void> => {
  if (!signed || sending?.state !== 'sent' || sending.status === 'presented') return
  const { publicKey } = await webCryptoSigner(crypto.subtle, await phoneKey())
  const key = await keyThumbprint(publicKey, webCryptoVerifier(crypto.subtle))
  const answer = await fetch(`/api/travellers/declarations/${document}/status`, {
    headers: { 'x-declaration-key': key },
    signal: AbortSignal.timeout(patience)
  })
  if (!answer.ok) return
  const { status } = (await answer.json()) as { status?: unknown }
  if (status === 'presented') await noteSending(document, signed.revision, { ...sending, status })
}
