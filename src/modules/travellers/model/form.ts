import { z } from 'zod'
import { Currency, DecimalText, Money } from '#kernel/money.ts'
import { Quantity, Unit } from '#kernel/quantity.ts'
import { CalendarDate } from '#standards/qr/index.ts'

/** Words in several languages; English is always there. */
export const Text = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1).max(2000))
  .refine(text => 'en' in text, { message: 'english' })
export type Text = z.infer<typeof Text>

/** A question's number on the form; it keeps its meaning through all versions. */
export const QuestionId = z.int().min(1).max(999)

const Code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

/** What must be answered for something to follow. A question that is not shown or not answered fulfils nothing. */
export type Condition =
  | { question: number; is: boolean | string }
  | { question: number; in: string[] }
  | { question: number; over: Money | Quantity }
  /** More than the allowances of all travellers on the declaration together. */
  | { question: number; overAllowance: string }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.object({ question: QuestionId, is: z.union([z.boolean(), z.string()]) }).strict(),
      z.object({ question: QuestionId, in: z.array(z.string()).min(1) }).strict(),
      z.object({ question: QuestionId, over: z.union([Money, Quantity]) }).strict(),
      z.object({ question: QuestionId, overAllowance: Code }).strict(),
      z.object({ all: z.array(Condition).min(1) }).strict(),
      z.object({ any: z.array(Condition).min(1) }).strict(),
      z.object({ not: Condition }).strict()
    ])
  )
  .meta({ id: 'Condition' })

const asked = { id: QuestionId, text: Text, help: Text.optional(), showIf: Condition.optional(), optional: z.literal(true).optional() }

/** One question, one page on the phone. */
export const Question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('yes-no'), ...asked }).strict(),
  z.object({ kind: z.literal('amount'), ...asked, currencies: z.array(Currency).min(1) }).strict(),
  z.object({ kind: z.literal('count'), ...asked, unit: Unit, most: DecimalText }).strict(),
  z.object({ kind: z.literal('text'), ...asked, longest: z.int().min(1).max(200) }).strict(),
  z.object({ kind: z.literal('choice'), ...asked, options: z.array(z.object({ code: Code, text: Text }).strict()).min(2) }).strict(),
  z.object({ kind: z.literal('country'), ...asked }).strict()
])
export type Question = z.infer<typeof Question>

/** Green: nothing to declare; red: goods to declare (Revised Kyoto Convention, Specific Annex J1, Recommended Practice 11). */
export const Channel = z.enum(['green', 'red'])
export type Channel = z.infer<typeof Channel>

/** What follows from answers. `effect`: an officer must see it, the cash form or details are asked for, or the traveller is only told. */
export const Consequence = z
  .object({
    code: Code,
    question: QuestionId,
    when: Condition,
    channel: Channel,
    effect: z.enum(['refer', 'cash-form', 'details', 'notice']),
    /** What the phone tells while declaring. */
    tell: Text.optional()
  })
  .strict()
export type Consequence = z.infer<typeof Consequence>

/** What a traveller may bring free of duty. Where several have one code, the one naming the country travelled from counts. */
export const Allowance = z
  .object({
    code: Code,
    limit: z.union([Money, Quantity]),
    /** Travellers younger than this have none. */
    fromAge: z.int().min(0).max(99),
    countries: z.array(z.string().regex(/^[A-Z]{3}$/)).optional()
  })
  .strict()
export type Allowance = z.infer<typeof Allowance>

const FormShape = z
  .object({
    id: z.string().regex(/^[a-z0-9-]{1,24}$/),
    version: z.int().min(1).max(65_535),
    title: Text,
    /** Why it is asked, and what happens to a wrong declaration; shown before signing. */
    notice: Text,
    languages: z.array(z.string()).min(1),
    /** The country it belongs to, alpha-3. */
    country: z.string().regex(/^[A-Z]{3}$/),
    /** Null: every office that no other form names. */
    offices: z.array(z.string()).nullable(),
    /** In force from this day until a higher version is. */
    validFrom: CalendarDate,
    /** A declaration older than this at presentation is too old. */
    validDays: z.int().min(1).max(60),
    currency: Currency,
    /** What one unit of a foreign currency is in the form's. */
    rates: z.record(Currency, DecimalText),
    questions: z.array(Question).min(1),
    allowances: z.array(Allowance),
    consequences: z.array(Consequence)
  })
  .strict()

/** A form as data: what is asked, when, in which languages, and what follows. Checked as a whole, so that a form that parses can be evaluated. */
export const Form = FormShape.superRefine((form, context) => {
  for (const fault of faultsOf(form)) context.addIssue({ code: 'custom', message: fault })
})
export type Form = z.infer<typeof FormShape>

/** All questions a condition looks at. */
export const questionsOf = (condition: Condition): number[] => {
  if ('all' in condition) return condition.all.flatMap(questionsOf)
  if ('any' in condition) return condition.any.flatMap(questionsOf)
  if ('not' in condition) return questionsOf(condition.not)
  return [condition.question]
}

const faultsOf = (form: Form): string[] => {
  const ids = form.questions.map(question => question.id)
  const faults = ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `question ${id} is there twice`)
  form.questions.forEach((question, index) => {
    const later = question.showIf ? questionsOf(question.showIf).filter(id => !ids.slice(0, index).includes(id)) : []
    faults.push(...later.map(id => `question ${question.id} depends on ${id}, which is not asked before it`))
  })
  for (const consequence of form.consequences) {
    const unknown = [consequence.question, ...questionsOf(consequence.when)].filter(id => !ids.includes(id))
    faults.push(...unknown.map(id => `${consequence.code} looks at question ${id}, which there is not`))
  }
  const allowances = new Set(form.allowances.map(allowance => allowance.code))
  const named = [...form.consequences.map(each => each.when), ...form.questions.flatMap(question => question.showIf ?? [])].flatMap(
    allowancesOf
  )
  faults.push(...named.filter(code => !allowances.has(code)).map(code => `there is no allowance ${code}`))
  for (const language of form.languages)
    if (textsOf(form).some(text => !(language in text))) faults.push(`a text is missing in ${language}`)
  return faults
}

const allowancesOf = (condition: Condition): string[] => {
  if ('all' in condition) return condition.all.flatMap(allowancesOf)
  if ('any' in condition) return condition.any.flatMap(allowancesOf)
  if ('not' in condition) return allowancesOf(condition.not)
  return 'overAllowance' in condition ? [condition.overAllowance] : []
}

const textsOf = (form: Form): Text[] => [
  form.title,
  form.notice,
  ...form.questions.flatMap((question): Text[] => [
    question.text,
    ...(question.help ? [question.help] : []),
    ...(question.kind === 'choice' ? question.options.map(option => option.text) : [])
  ]),
  ...form.consequences.flatMap((consequence): Text[] => (consequence.tell ? [consequence.tell] : []))
]
