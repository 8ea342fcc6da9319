import { ageOn } from './dates.ts'
import type { Channel, Condition, Consequence, Form, Question } from './form.ts'
import { never } from '#kernel/decider.ts'
import type { Money } from '#kernel/money.ts'
import { Decimal, convertMoney, exceeds } from '#kernel/money.ts'
import type { Quantity } from '#kernel/quantity.ts'
import { isMoreThan } from '#kernel/quantity.ts'
import { isState } from '#standards/mrz/index.ts'
import type { Answer, Answers } from '#standards/qr/index.ts'

/** What the allowances depend on besides the answers. */
export interface Trip {
  /** `YYYY-MM-DD` */
  date: string
  /** The country travelled from. */
  from: string
  travellers: { birthDate: string }[]
}

export interface FormEvaluation {
  /** The questions to be asked, in order. */
  visible: Question[]
  /** Asked, not optional, not answered. */
  missing: number[]
  /** Answered with something the question cannot take. */
  invalid: number[]
  consequences: { code: string; question: number; channel: Channel; effect: Consequence['effect'] }[]
  /** Red when any consequence is. */
  channel: Channel
}

/** What a form asks and what follows from the answers so far. Answers to questions that are not shown count for nothing. */
export const evaluateForm = (form: Form, answers: Answers, trip: Trip): FormEvaluation => {
  const visible: Question[] = []
  const counted: Answers = {}
  const missing: number[] = []
  const invalid: number[] = []
  for (const question of form.questions) {
    if (question.showIf && !isFulfilled(question.showIf, form, counted, trip)) continue
    visible.push(question)
    const answer = answers[question.id]
    if (answer === undefined) {
      if (!question.optional) missing.push(question.id)
    } else if (isAnswerTo(question, answer)) counted[question.id] = answer
    else invalid.push(question.id)
  }
  const consequences = form.consequences
    .filter(consequence => isFulfilled(consequence.when, form, counted, trip))
    .map(({ code, question, channel, effect }) => ({ code, question, channel, effect }))
  return { visible, missing, invalid, consequences, channel: consequences.some(each => each.channel === 'red') ? 'red' : 'green' }
}

/** Whether the answer is of the question's kind and within what it offers. */
export const isAnswerTo = (question: Question, answer: Answer): boolean => {
  switch (question.kind) {
    case 'yes-no':
      return typeof answer === 'boolean'
    case 'amount':
      return typeof answer === 'object' && 'currency' in answer && !answer.amount.startsWith('-')
    case 'count':
      return (
        typeof answer === 'object' &&
        'unit' in answer &&
        !answer.value.startsWith('-') &&
        isMoreThan(answer, { value: question.most, unit: question.unit }) === false
      )
    case 'text':
      return typeof answer === 'string' && answer.trim() !== '' && answer.length <= question.longest
    case 'choice':
      return question.options.some(option => option.code === answer)
    case 'country':
      return typeof answer === 'string' && isState(answer)
    default:
      return never(question)
  }
}

const isFulfilled = (condition: Condition, form: Form, answers: Answers, trip: Trip): boolean => {
  if ('all' in condition) return condition.all.every(each => isFulfilled(each, form, answers, trip))
  if ('any' in condition) return condition.any.some(each => isFulfilled(each, form, answers, trip))
  if ('not' in condition) return !isFulfilled(condition.not, form, answers, trip)
  const answer = answers[condition.question]
  if (answer === undefined) return false
  if ('is' in condition) return answer === condition.is
  if ('in' in condition) return typeof answer === 'string' && condition.in.includes(answer)
  if ('over' in condition) return isOver(answer, condition.over, form)
  const limit = allowanceOf(form, condition.overAllowance, trip)
  return limit !== undefined && isOver(answer, limit, form)
}

/** What cannot be compared (a currency without a rate, another kind of unit) counts as over: a person looks at it. */
const isOver = (answer: Answer, limit: Money | Quantity, form: Form): boolean => {
  if (typeof answer !== 'object') return false
  if ('unit' in limit) return !('unit' in answer) || isMoreThan(answer, limit) !== false
  if (!('currency' in answer)) return true
  const [mine, theirs] = [inFormCurrency(answer, form), inFormCurrency(limit, form)]
  return !mine || !theirs || exceeds(mine, theirs)
}

const inFormCurrency = (money: Money, form: Form): Money | undefined => {
  if (money.currency === form.currency) return money
  const rate = form.rates[money.currency]
  return rate === undefined ? undefined : convertMoney(money, form.currency, rate)
}

/** What all travellers of one declaration may bring together. */
export const allowanceOf = (form: Form, code: string, trip: Trip): Money | Quantity | undefined => {
  const named = form.allowances.filter(allowance => allowance.code === code)
  const allowance = named.find(each => each.countries?.includes(trip.from)) ?? named.find(each => each.countries === undefined)
  if (!allowance) return undefined
  const people = trip.travellers.filter(traveller => ageOn(traveller.birthDate, trip.date) >= allowance.fromAge).length
  const times = (value: string) => new Decimal(value).times(people).toFixed()
  const { limit } = allowance
  return 'unit' in limit ? { value: times(limit.value), unit: limit.unit } : { amount: times(limit.amount), currency: limit.currency }
}

/** The form in force for an office on a day (`YYYY-MM-DD`): the highest version whose day has come. */
export const formInForce = (forms: readonly Form[], office: string, date: string): Form | undefined => {
  const named = forms.filter(form => form.offices?.includes(office))
  const candidates = (named.length > 0 ? named : forms.filter(form => form.offices === null)).filter(form => form.validFrom <= date)
  return candidates.reduce<Form | undefined>((best, form) => (!best || form.version > best.version ? form : best), undefined)
}
