import { randomBytes, webcrypto } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { newId } from '#kernel/id.ts'
import { decodeBase45, encodeBase45 } from '#standards/qr/base45.ts'
import { PREFIX, webCryptoSigner, writeCode, type DeclarationDocument, type DeclaredTraveller } from '#standards/qr/index.ts'

/** Nothing to declare, for every question the demo's form always asks. */
const nothing = Object.fromEntries(['1', '2', '4', '8', '10', '11', '13', '16', '18', '20'].map(id => [id, false]))

/** Another phone than the app's: signs whatever it is told to, so that journeys can show what no honest app makes. */
export const signedCode = async (travellers: DeclaredTraveller[], over: Partial<DeclarationDocument> = {}): Promise<string> => {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const now = new Date()
  return writeCode(
    {
      document: newId(now.getTime(), randomBytes(10)),
      revision: 1,
      declaredAt: `${now.toISOString().slice(0, 19)}.000Z`,
      form: { id: 'uto-arrival', version: 1 },
      arrival: { date: now.toISOString().slice(0, 10), office: null, transport: 'MR204', from: 'JPN' },
      travellers,
      answers: nothing,
      ...over
    },
    await webCryptoSigner(webcrypto.subtle, pair)
  )
}

/** The same code with one flight number for another, signature and all the rest as they were. */
export const alteredCode = (code: string, from = 'MR204', to = 'MR999'): string => {
  const packed = decodeBase45(code.slice(PREFIX.length))
  if (!packed.ok) throw new Error('not base45')
  const bytes = inflateRawSync(packed.bytes)
  const at = bytes.indexOf(from)
  if (at < 0) throw new Error(`${from} does not stand in the code`)
  bytes.write(to, at)
  return PREFIX + encodeBase45(deflateRawSync(bytes))
}
