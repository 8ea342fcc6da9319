import { countryName } from '../country/names.ts'
import { words } from '../words.ts'
import type { DeclaredTraveller } from '#standards/qr/index.ts'
import { useFormat, useLanguage } from '#web/i18n/index.ts'

/** What was read from a document, to be compared with it. */
export const PersonCard = ({ traveller }: { traveller: DeclaredTraveller }) => {
  const say = words.useMessages()
  const language = useLanguage()
  const format = useFormat()
  const born = traveller.birthDate.length === 10 ? format.date(traveller.birthDate) : traveller.birthDate
  return (
    <dl className="bw-facts">
      <div>
        <dt>{say('person.familyName')}</dt>
        <dd dir="auto">{traveller.familyName}</dd>
      </div>
      <div>
        <dt>{say('person.givenNames')}</dt>
        <dd dir="auto">{traveller.givenNames || '–'}</dd>
      </div>
      <div>
        <dt>{say('person.number')}</dt>
        <dd>
          <span className="bw-code">{traveller.number}</span>
        </dd>
      </div>
      <div>
        <dt>{say('person.nationality')}</dt>
        <dd>{countryName(traveller.nationality, language)}</dd>
      </div>
      <div>
        <dt>{say('person.birthDate')}</dt>
        <dd>{born}</dd>
      </div>
      <div>
        <dt>{say('person.expires')}</dt>
        <dd>{traveller.expires === null ? say('person.never-expires') : format.date(traveller.expires)}</dd>
      </div>
    </dl>
  )
}

export const nameOf = (traveller: DeclaredTraveller): string => [traveller.givenNames, traveller.familyName].filter(Boolean).join(' ')
