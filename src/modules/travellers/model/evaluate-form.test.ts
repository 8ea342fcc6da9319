import { expect, test } from 'vitest'
import { allowanceOf, evaluateForm, formInForce, isAnswerTo } from './evaluate-form.ts'
import { Form } from './form.ts'
import { ARRIVAL, FORMS, LAND, NOTHING, anna } from './testing/declarations.ts'
import type { Answers } from '#standards/qr/index.ts'

const trip = { date: '2026-11-23', from: 'JPN', travellers: [anna] }
const evaluate = (answers: Answers, changes: Partial<typeof trip> = {}) => evaluateForm(ARRIVAL, answers, { ...trip, ...changes })
const codes = (answers: Answers, changes: Partial<typeof trip> = {}) =>
  evaluate({ ...NOTHING, ...answers }, changes).consequences.map(({ code }) => code)
const goods = (amount: string, currency = 'MRD'): Answers => ({ '8': true, '9': { amount, currency } })

test('only the first questions are asked until one opens others', () => {
  expect(evaluate({}).visible.map(({ id }) => id)).toEqual([1, 2, 4, 8, 10, 11, 13, 16, 18, 20])
  expect(evaluate({ '4': true }).visible.map(({ id }) => id)).toEqual([1, 2, 4, 5, 6, 7, 8, 10, 11, 13, 16, 18, 20])
  expect(evaluate({ '4': true, '2': false }).missing).toEqual([1, 5, 6, 7, 8, 10, 11, 13, 16, 18, 20])
})

test('nothing to declare is the green channel', () => {
  const { missing, invalid, consequences, channel } = evaluate(NOTHING)
  expect({ missing, invalid, consequences, channel }).toEqual({ missing: [], invalid: [], consequences: [], channel: 'green' })
})

test('an answer to a question that is not asked counts for nothing', () => {
  const hidden = evaluate({ ...NOTHING, '5': { value: '900', unit: 'LTR' }, '14': { amount: '1000000', currency: 'MRD' } })
  expect([hidden.consequences, hidden.invalid, hidden.channel]).toEqual([[], [], 'green'])
})

test('an answer of another kind is invalid, and counts for nothing', () => {
  const wrong = evaluate({
    ...NOTHING,
    '1': 'yes',
    '4': true,
    '5': { amount: '3', currency: 'MRD' },
    '6': { value: '-1', unit: 'C62' },
    '7': { value: '1', unit: 'KGM' }
  })
  expect([wrong.invalid, wrong.missing, wrong.consequences.map(({ code }) => code)]).toEqual([[1, 5, 6], [], ['tobacco-over-allowance']])
})

test('what a question takes', () => {
  const question = (id: number) => ARRIVAL.questions.find(each => each.id === id)!
  expect([true, false, 'true', { value: '1', unit: 'C62' }].map(answer => isAnswerTo(question(1), answer))).toEqual([
    true,
    true,
    false,
    false
  ])
  expect(['meat-dairy', 'meat', true].map(answer => isAnswerTo(question(19), answer))).toEqual([true, false, false])
  expect(['JPN', 'JAP', ''].map(answer => isAnswerTo(question(21), answer))).toEqual([true, false, false])
  expect(['a watch', '  ', 'x'.repeat(121)].map(answer => isAnswerTo(question(12), answer))).toEqual([true, false, false])
  expect(['500', '501'].map(value => isAnswerTo(question(17), { value, unit: 'C62' }))).toEqual([true, false])
  expect(isAnswerTo(question(9), { amount: '-1', currency: 'EUR' })).toBe(false)
})

test('every yes that matters leads to the red channel', () => {
  expect(codes({ '1': true })).toEqual(['prohibited-goods'])
  expect(codes({ '10': true })).toEqual(['commercial-goods'])
  expect(codes({ '11': true, '12': 'a watch' })).toEqual(['goods-for-others'])
  expect(codes({ '16': true, '17': { value: '2', unit: 'C62' } })).toEqual(['unaccompanied-goods'])
  expect(codes({ '20': true, '21': 'JPN' })).toEqual(['farm-visit'])
  expect(codes({ '18': true, '19': 'animals' })).toEqual(['food-plants-animals'])
  expect(evaluate({ ...NOTHING, '18': true, '19': 'packed' })).toMatchObject({
    consequences: [{ code: 'packed-food', question: 19, channel: 'green', effect: 'notice' }],
    channel: 'green'
  })
})

test('an allowance is reached but not passed by its own amount', () => {
  expect(codes(goods('800'))).toEqual([])
  expect(codes(goods('800.01'))).toEqual(['goods-over-allowance'])
  expect(
    codes({ '4': true, '5': { value: '2', unit: 'LTR' }, '6': { value: '200', unit: 'C62' }, '7': { value: '250', unit: 'GRM' } })
  ).toEqual([])
  expect(codes({ '2': true, '3': { value: '1000.5', unit: 'GRM' } })).toEqual(['gold-over-allowance'])
})

test('other currencies are converted, and one without a rate is looked at by a person', () => {
  expect(codes(goods('465', 'EUR'))).toEqual([])
  expect(codes(goods('466', 'EUR'))).toEqual(['goods-over-allowance'])
  expect(codes(goods('1', 'XAU'))).toEqual(['goods-over-allowance'])
})

test('the allowance of a declaration is that of all its travellers who are old enough', () => {
  const child = { birthDate: '2012-11-24' }
  expect(allowanceOf(ARRIVAL, 'goods', { ...trip, travellers: [anna, anna, child] })).toEqual({ amount: '1600', currency: 'MRD' })
  expect(allowanceOf(ARRIVAL, 'alcohol', { ...trip, travellers: [anna, { birthDate: '2008-11-24' }] })).toEqual({ value: '2', unit: 'LTR' })
  expect(allowanceOf(ARRIVAL, 'alcohol', { ...trip, travellers: [anna, { birthDate: '2008-11-23' }] })).toEqual({ value: '4', unit: 'LTR' })
  expect(allowanceOf(ARRIVAL, 'alcohol', { ...trip, travellers: [{ birthDate: '2008' }] })).toEqual({ value: '0', unit: 'LTR' })
  expect(allowanceOf(ARRIVAL, 'salt', trip)).toBeUndefined()
})

test('an allowance may be larger from some countries', () => {
  expect(codes(goods('1000'), { from: 'JPN' })).toEqual(['goods-over-allowance'])
  expect(codes(goods('1000'), { from: 'FJI' })).toEqual([])
})

test('cash is declared from the threshold on, and somebody else’s always', () => {
  const cash = (amount: string, whose: string) => codes({ '13': true, '14': { amount, currency: 'MRD' }, '15': whose })
  expect([cash('9999.99', 'own'), cash('10000', 'own'), cash('5000', 'other')]).toEqual([[], ['cash-over-threshold'], ['cash-of-others']])
})

test('the land border asks less and allows less', () => {
  const land = (answers: Answers) => evaluateForm(LAND, { ...NOTHING, '22': true, ...answers }, trip)
  expect(land({}).channel).toBe('green')
  expect(land({ '22': false, '23': { value: '11', unit: 'LTR' } }).consequences).toEqual([
    { code: 'fuel-outside-tank', question: 23, channel: 'red', effect: 'refer' }
  ])
  expect(land(goods('450.01')).consequences).toEqual([{ code: 'goods-over-allowance', question: 9, channel: 'red', effect: 'refer' }])
})

test('the form in force is the office’s own, in its highest version whose day has come', () => {
  const next = { ...ARRIVAL, version: 2, validFrom: '2027-01-01' }
  const forms = [...FORMS, next]
  expect(formInForce(forms, 'PORT-1', '2026-11-23')).toBe(ARRIVAL)
  expect(formInForce(forms, 'PORT-1', '2027-01-01')).toBe(next)
  expect(formInForce(forms, 'LAND-1', '2027-01-01')).toBe(LAND)
  expect(formInForce(forms, 'PORT-1', '2025-12-31')).toBeUndefined()
})

test('a form that cannot be evaluated is no form', () => {
  const faults = (change: (form: Form) => object) => {
    const result = Form.safeParse(change(structuredClone(ARRIVAL)))
    return result.success ? [] : result.error.issues.map(issue => issue.message)
  }
  expect(faults(form => form)).toEqual([])
  expect(faults(form => ({ ...form, questions: [...form.questions, form.questions[0]] }))).toEqual(['question 1 is there twice'])
  expect(faults(form => ({ ...form, questions: form.questions.toReversed() }))).toContain(
    'question 3 depends on 2, which is not asked before it'
  )
  expect(faults(form => ({ ...form, allowances: form.allowances.filter(({ code }) => code !== 'alcohol') }))).toEqual([
    'there is no allowance alcohol'
  ])
  expect(faults(form => ({ ...form, consequences: [{ ...form.consequences[0], question: 99 }] }))).toEqual([
    'prohibited-goods looks at question 99, which there is not'
  ])
  expect(faults(form => ({ ...form, languages: ['en', 'ja'] }))).toEqual(['a text is missing in ja'])
})
