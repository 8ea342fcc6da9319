import { evaluateForm } from '../../../model/evaluate-form.ts'
import type { Form } from '../../../model/form.ts'
import { referenceOf } from '../../../model/short-code.ts'
import { travellerOf, tripOf } from '../draft.ts'
import type { KeptDeclaration } from './kept.ts'
import { phoneKey } from './key.ts'
import { webCryptoSigner, writeCode, type DeclarationDocument } from '#standards/qr/index.ts'
import { newCommandId } from '#web/http/index.ts'

/** The declaration as the document that is signed. Throws when somebody on it is not complete. */
export const documentOf = (kept: KeptDeclaration, form: Form, now: Date): DeclarationDocument => {
  const today = localDay(now)
  const { draft } = kept
  const shown = evaluateForm(form, draft.answers, tripOf(draft, today)).visible.map(question => String(question.id))
  return {
    document: kept.document,
    revision: (kept.signed?.revision ?? 0) + 1,
    declaredAt: `${now.toISOString().slice(0, 19)}.000Z`,
    form: { id: form.id, version: form.version },
    arrival: { date: draft.date, office: kept.office, transport: draft.transport.trim(), from: draft.from },
    travellers: draft.people.map(person => {
      const traveller = travellerOf(person, today)
      if (!traveller) throw new Error('somebody on this declaration is not complete')
      return traveller
    }),
    // Answers to questions that are no longer asked stay on the phone and are not declared.
    answers: Object.fromEntries(Object.entries(draft.answers).filter(([id]) => shown.includes(id)))
  }
}

/** Signs the next revision with the phone's key; it waits to be sent from then on. */
export const signDeclaration = async (kept: KeptDeclaration, form: Form, now: Date = new Date()): Promise<KeptDeclaration> => {
  const document = documentOf(kept, form, now)
  const code = await writeCode(document, await webCryptoSigner(crypto.subtle, await phoneKey()))
  return {
    ...kept,
    correcting: false,
    changedAt: now.toISOString(),
    signed: {
      revision: document.revision,
      code,
      reference: referenceOf(kept.document),
      signedAt: document.declaredAt,
      sendId: newCommandId()
    },
    sending: { state: 'waiting', tries: 0, notBefore: 0 }
  }
}

/** The calendar day where the phone is. */
export const localDay = (now: Date): string =>
  `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
