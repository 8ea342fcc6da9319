import { useState } from 'react'
import { CountryPicker } from '../country/country-picker.tsx'
import { faultsOfFields, travellerOf, type FieldName, type PersonDraft, type PersonFields } from '../draft.ts'
import { Choices } from '../form/choices.tsx'
import { DateField } from '../form/date-field.tsx'
import { words } from '../words.ts'
import { ZoneEntry } from '../zone/zone-entry.tsx'
import { PersonCard } from './person-card.tsx'
import { QuestionLayout } from './question-layout.tsx'
import { Button, Field } from '#web/design/index.ts'

interface PersonPageProps {
  person: PersonDraft
  /** 0 is the one who declares. */
  index: number
  today: string
  onPerson(person: PersonDraft): void
  onBack(): void
  onNext(): void
}

/** Who somebody is, from the zone of their passport or by hand. */
export const PersonPage = ({ person, index, today, onPerson, onBack, onNext }: PersonPageProps) => {
  const say = words.useMessages()
  const [insist, setInsist] = useState(false)
  const traveller = travellerOf(person, today)
  const byHand = person.way === 'hand'
  return (
    <QuestionLayout
      question={say(index === 0 ? 'person.you' : 'person.other')}
      help={say(byHand ? 'person.hand.help' : 'person.zone.help')}
      onBack={onBack}
      onNext={() => (traveller ? onNext() : setInsist(true))}
    >
      {() => (
        <>
          {byHand ? (
            <HandFields fields={person.fields} today={today} insist={insist} onFields={fields => onPerson({ ...person, fields })} />
          ) : (
            <>
              <ZonePicture />
              <ZoneEntry
                label={say('person.zone')}
                hint={say('person.zone.hint')}
                text={person.zone}
                on={today}
                insist={insist}
                onText={zone => onPerson({ ...person, zone })}
              />
              {traveller && <PersonCard traveller={traveller} />}
            </>
          )}
          <Button
            kind="quiet"
            onClick={() => {
              setInsist(false)
              onPerson({ ...person, way: byHand ? 'zone' : 'hand' })
            }}
          >
            {say(byHand ? 'person.use-zone' : 'person.use-hand')}
          </Button>
        </>
      )}
    </QuestionLayout>
  )
}

/** Where the two lines are on the page. */
const ZonePicture = () => (
  <svg className="bw-zone-picture" viewBox="0 0 200 120" aria-hidden="true">
    <rect x="1" y="1" width="198" height="118" rx="6" fill="var(--bw-mist)" stroke="var(--bw-control)" />
    <rect x="14" y="16" width="46" height="56" fill="var(--bw-line)" />
    <path d="M76 24h70M76 40h96M76 56h54" stroke="var(--bw-control)" strokeWidth="5" />
    <rect x="8" y="82" width="184" height="32" fill="var(--bw-selection)" stroke="var(--bw-accent)" strokeWidth="2" />
    <path d="M16 93h168M16 104h168" stroke="var(--bw-accent)" strokeWidth="5" strokeDasharray="5 3" />
  </svg>
)

interface HandFieldsProps {
  fields: PersonFields
  today: string
  insist: boolean
  onFields(fields: PersonFields): void
}

const HandFields = ({ fields, today, insist, onFields }: HandFieldsProps) => {
  const say = words.useMessages()
  const faults = insist ? faultsOfFields(fields, today) : []
  const error = (name: FieldName) => (faults.includes(name) ? say.maybe(`person.${name}.error`) : undefined)
  const change = (part: Partial<PersonFields>) => onFields({ ...fields, ...part })
  const text = (name: 'familyName' | 'givenNames' | 'number') => (
    <Field
      label={say(`person.${name}`)}
      hint={say.maybe(`person.${name}.hint`)}
      error={error(name)}
      value={fields[name]}
      autoComplete="off"
      spellCheck={false}
      onChange={event => change({ [name]: event.target.value })}
    />
  )
  const country = (name: 'issuer' | 'nationality') => (
    <Field label={say(`person.${name}`)} error={error(name)}>
      {control => (
        <CountryPicker
          id={control.id}
          describedBy={control['aria-describedby']}
          invalid={control['aria-invalid']}
          value={fields[name]}
          onChoose={code => change({ [name]: code })}
        />
      )}
    </Field>
  )
  return (
    <>
      {text('familyName')}
      {text('givenNames')}
      {text('number')}
      {country('issuer')}
      {country('nationality')}
      <DateField
        label={say('person.birthDate')}
        error={error('birthDate')}
        value={fields.birthDate}
        onDate={birthDate => change({ birthDate })}
      />
      <fieldset className="bw-field" data-wrong={error('sex') ? '' : undefined}>
        <legend id="sex">{say('person.sex')}</legend>
        {error('sex') && (
          <p className="bw-field-error" role="alert">
            {error('sex')}
          </p>
        )}
        <Choices
          labelledBy="sex"
          value={fields.sex}
          options={(['F', 'M', 'X'] as const).map(value => ({ value, label: say(`person.sex.${value}`) }))}
          onChoose={sex => change({ sex: sex as PersonFields['sex'] })}
        />
      </fieldset>
      {!fields.neverExpires && (
        <DateField label={say('person.expires')} error={error('expires')} value={fields.expires} onDate={expires => change({ expires })} />
      )}
      <label className="bw-choice">
        <input type="checkbox" checked={fields.neverExpires} onChange={event => change({ neverExpires: event.target.checked })} />
        <span>{say('person.never-expires')}</span>
      </label>
    </>
  )
}
