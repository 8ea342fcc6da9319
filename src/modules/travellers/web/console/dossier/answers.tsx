import { useWords } from '../messages.ts'
import { useSay } from '../words.ts'
import type { DossierPage, Question } from '#modules/travellers/index.ts'
import { FactList } from '#web/console/dossier/dossier-page.tsx'
import { Lane } from '#web/console/parts/lane.tsx'
import { Notice } from '#web/design/index.ts'
import { keepSigns, useFormat, useLanguage, type Format, type Language } from '#web/i18n/index.ts'

type Answer = NonNullable<DossierPage['declared']>['answers'][string]

// Units of UN/ECE Recommendation 20 as Intl writes them.
const UNITS: Record<string, string> = { LTR: 'liter', MLT: 'milliliter', GRM: 'gram', KGM: 'kilogram' }

/** An answer as the reader's language writes it. */
export const writeAnswer = (
  answer: Answer,
  question: Question | undefined,
  language: Language,
  format: Format,
  yes: string,
  no: string
): string => {
  if (typeof answer === 'boolean') return answer ? yes : no
  if (typeof answer === 'string') {
    const option = question?.kind === 'choice' ? question.options.find(({ code }) => code === answer) : undefined
    return option ? (option.text[language] ?? option.text['en'] ?? answer) : answer
  }
  if ('currency' in answer)
    return format.number(Number(answer.amount), { style: 'currency', currency: answer.currency, currencyDisplay: 'code' })
  const unit = UNITS[answer.unit]
  return format.number(Number(answer.value), unit ? { style: 'unit', unit, unitDisplay: 'long' } : {})
}

/** What was declared, question by question; answers that lead to an officer are marked. */
export const Answers = ({ page }: { page: DossierPage }) => {
  const t = useWords()
  const say = useSay()
  const format = useFormat()
  const language = useLanguage()
  const { declared, form, personal, presentation } = page
  if (!declared) return <Notice kind="attention">{t('page.noDeclaration')}</Notice>
  const texts = personal?.texts ?? {}
  const asked = form?.questions ?? []
  const ids = asked.length > 0 ? asked.map(({ id }) => id) : Object.keys(declared.answers).map(Number)
  const answered = ids.flatMap(id => {
    const question = asked.find(one => one.id === id)
    const answer = declared.answers[id] ?? texts[id]
    const isErased = answer === undefined && question?.kind === 'text' && personal === null
    if (answer === undefined && !isErased) return []
    const follows = presentation?.consequences.filter(one => one.question === id && one.channel === 'red') ?? []
    const words =
      answer === undefined ? t('answer.erased') : writeAnswer(answer, question, language, format, t('answer.yes'), t('answer.no'))
    return [
      {
        name: question ? keepSigns(question.text[language] ?? question.text['en'] ?? '', language) : t('page.question', { id }),
        value: (
          <>
            <bdi>{words}</bdi>
            {follows.map(({ code }) => (
              <span key={code} className="t-follows">
                <Lane colour="red">{say.consequence(code)}</Lane>
              </span>
            ))}
          </>
        )
      }
    ]
  })
  return (
    <>
      {form === null && <Notice kind="attention">{t('page.noForm')}</Notice>}
      <FactList
        facts={[
          { name: t('fact.arrival'), value: format.date(declared.arrival.date) },
          { name: t('fact.from'), value: <span className="bw-code">{declared.arrival.from}</span> },
          ...(personal?.transport ? [{ name: t('fact.transport'), value: <span className="bw-code">{personal.transport}</span> }] : []),
          ...answered
        ]}
      />
    </>
  )
}
