import type { FormEvaluation } from '../../../model/evaluate-form.ts'
import type { Form } from '../../../model/form.ts'
import { inLanguage } from '../form/answer-text.ts'
import { Notice } from '#web/design/index.ts'
import { useLanguage } from '#web/i18n/index.ts'

/** What the form tells about the answers, each sentence once. */
export const Telling = ({ form, consequences }: { form: Form; consequences: FormEvaluation['consequences'] }) => {
  const language = useLanguage()
  const told = consequences.map(consequence => form.consequences.find(each => each.code === consequence.code)?.tell)
  const sentences = [...new Set(told.flatMap(text => (text ? [inLanguage(text, language)] : [])))]
  return (
    <div aria-live="polite" className="bw-telling">
      {sentences.map(sentence => (
        <Notice key={sentence}>
          <p>{sentence}</p>
        </Notice>
      ))}
    </div>
  )
}
