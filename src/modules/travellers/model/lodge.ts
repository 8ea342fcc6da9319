import type { DeclarationAction, DeclaredFacts, DeclaredPersonal } from './actions.ts'
import type { DeclarationRefusal, Lodging } from './commands.ts'
import type { Form } from './form.ts'
import { mayLodgeFromPhone } from './policy.ts'
import type { DeclarationState, Declared } from './state.ts'
import { isPresented } from './state.ts'
import type { Decision } from '#kernel/decider.ts'
import { accept, refuse } from '#kernel/decider.ts'
import type { Moment } from '#kernel/moment.ts'
import type { Answers } from '#standards/qr/index.ts'

/** The questions whose answers are free text. Without the form nobody can tell, so every text is one. */
export const freeTextOf = (form: Form | undefined, answers: Answers): string[] =>
  Object.entries(answers)
    .filter(
      ([id, answer]) =>
        typeof answer === 'string' && !form?.questions.some(question => String(question.id) === id && question.kind !== 'text')
    )
    .map(([id]) => id)

/** What is kept of a declaration for ever, and what only as long as it identifies nobody wrongly. */
export const bodiesOf = ({ document, key, signature, via, freeText }: Lodging): { facts: DeclaredFacts; personal: DeclaredPersonal } => {
  const { transport, ...arrival } = document.arrival
  const answers = Object.entries(document.answers)
  const { document: id, revision, declaredAt, form, travellers } = document
  return {
    facts: {
      document: id,
      revision,
      declaredAt,
      form,
      arrival,
      answers: Object.fromEntries(answers.filter(([question]) => !freeText.includes(question))),
      travellers: travellers.length,
      key,
      signature,
      via
    },
    personal: { travellers, transport, texts: Object.fromEntries(answers.filter(([question]) => freeText.includes(question))) }
  }
}

/** A phone lodges, or corrects with a higher revision until it is presented. */
export const lodge = (state: DeclarationState, lodging: Lodging, at: Moment): Decision<DeclarationAction, DeclarationRefusal> => {
  if (!mayLodgeFromPhone(at.actor, lodging.key)) return refuse('not-permitted')
  if (lodging.signature !== 'valid') return refuse('signature-invalid')
  const bodies = bodiesOf(lodging)
  if (state.status === 'none') return accept({ type: 'travellers.declaration-lodged.v1', ...bodies })
  const known = state.declared
  if (known && known.revision === lodging.document.revision) return refuse(isSame(known, bodies) ? 'already-lodged' : 'revision-reused')
  if (isPresented(state)) return refuse('already-presented')
  if (known && known.revision > lodging.document.revision) return refuse('revision-superseded', { revision: known.revision })
  return accept({ type: 'travellers.declaration-corrected.v1', ...bodies })
}

/**
 * Whether two of one revision say the same, as far as it is kept: the people are compared while they are known. A phone may sign the
 * same again later: the time alone is no difference.
 */
export const isSame = (known: Declared, other: ReturnType<typeof bodiesOf>): boolean => {
  if (canonical(contentOf(known)) !== canonical(contentOf(other.facts))) return false
  const { people, transport, texts } = known
  return !people || canonical({ people, transport, texts }) === canonical(peopleOf(other.personal))
}

const contentOf = ({ form, arrival, answers, travellers }: DeclaredFacts) => ({ form, arrival, answers, travellers })
const peopleOf = ({ travellers: people, transport, texts }: DeclaredPersonal) => ({ people, transport, texts })

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) : part
  )
