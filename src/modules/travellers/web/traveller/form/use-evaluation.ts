import { useMemo } from 'react'
import { evaluateForm, type FormEvaluation } from '../../../model/evaluate-form.ts'
import type { Form } from '../../../model/form.ts'
import { tripOf, type Draft } from '../draft.ts'

/** What the form asks and what follows, for the answers so far. */
export const useEvaluation = (form: Form, draft: Draft, today: string): FormEvaluation =>
  useMemo(() => evaluateForm(form, draft.answers, tripOf(draft, today)), [form, draft, today])
