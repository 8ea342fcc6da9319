import { hash } from 'node:crypto'
import type { Answer } from './contract.ts'
import { entryHash } from './envelope.ts'
import { randomBytes } from './random.ts'
import type { Remember, Remembered } from './work.ts'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { isId, parseId } from '#kernel/id.ts'
import { DAY } from '#kernel/time.ts'

/** Days a business refusal is remembered. */
export const REFUSAL_DAYS = 30

/** Stands for the dossiers of a refused command over several. */
export const SEVERAL = new Uint8Array(16)

/** What a command was, for telling a resend from another request under the same name. */
export interface Request {
  actor: string
  command: Uint8Array
  text: string
}

/** A command's name: who asked, and the id they gave it. UUIDs are kept as their 16 bytes, other texts as 32 bytes of SHA-256: one cannot be the other. */
export const commandName = (actor: Pick<Actor, 'kind' | 'id'>, id: string): { actor: string; command: Uint8Array } => ({
  actor: `${actor.kind}:${actor.id}`,
  command: isId(id) ? parseId(id) : hash('sha256', id, 'buffer')
})

export const readRequest = (
  actor: Actor,
  id: string,
  asked: { command: unknown; dossier: unknown; kind: string | null; occurredAt: string | null }
): Request => {
  if (id.length < 1 || id.length > 100) throw new RangeError('a command id has 1 to 100 characters')
  canonicalJson([id])
  return { ...commandName(actor, id), text: canonicalJson(asked) }
}

type Kept = Omit<Extract<Answer<string>, { ok: true }>, 'repeated'> | Omit<Extract<Answer<string>, { ok: false }>, 'repeated'>

/** The row that remembers an answer. */
export const remember = (request: Request, dossier: Uint8Array, answer: Kept, now: number): Remember => {
  const salt = randomBytes(32)
  return {
    actor: request.actor,
    command: request.command,
    dossier,
    salt,
    digest: entryHash(salt, request.text),
    answer: JSON.stringify(answer),
    expires: answer.ok ? null : now + REFUSAL_DAYS * DAY
  }
}

/** The first answer again, or `command-reused` when the name was used for another request. Without a digest (it was erased) the answer stands. */
export const recall = <Code extends string>(request: Request, before: Remembered): Answer<Code> => {
  if (before.salt && before.digest) {
    const same = Buffer.from(before.digest).equals(entryHash(before.salt, request.text))
    if (!same) return { ok: false, refusal: { code: 'command-reused' }, repeated: false }
  }
  return { ...(JSON.parse(before.answer) as Kept), repeated: true } as Answer<Code>
}

/** A short unguessable-by-accident name of an incarnation, for numbers people read. */
export const incarnationCode = (incarnation: string): string => {
  const digest = hash('sha256', incarnation, 'buffer')
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  return Array.from({ length: 6 }, (_, i) => letters[(digest[i] as number) & 31]).join('')
}
