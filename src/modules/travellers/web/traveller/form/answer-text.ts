import type { Question, Text } from '../../../model/form.ts'
import { countryName } from '../country/names.ts'
import type { Answer } from '#standards/qr/index.ts'
import { keepSigns } from '#web/i18n/index.ts'

/** A text of the form in a language, or in English where it is missing. */
export const inLanguage = (text: Text, language: string): string => keepSigns(text[language] ?? text['en'] ?? '', language)

/** An answer as people read it. `unit` gives a unit's word, `yes` and `no` theirs. */
export const answerText = (
  question: Question,
  answer: Answer,
  language: string,
  say: { yes: string; no: string; unit(code: string): string }
): string => {
  if (typeof answer === 'boolean') return answer ? say.yes : say.no
  if (typeof answer === 'object') {
    if ('currency' in answer) return `${number(answer.amount, language)} ${answer.currency}`
    return `${number(answer.value, language)} ${say.unit(answer.unit)}`
  }
  if (question.kind === 'choice') {
    const option = question.options.find(each => each.code === answer)
    return option ? inLanguage(option.text, language) : answer
  }
  return question.kind === 'country' ? countryName(answer, language) : answer
}

const number = (value: string, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(Number(value))
