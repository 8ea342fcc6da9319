import { useMemo } from 'react'
import { words } from '../words.ts'
import { countriesIn } from './names.ts'
import { useLanguage } from '#web/i18n/index.ts'

interface CountryPickerProps {
  id?: string
  labelledBy?: string | undefined
  describedBy?: string | undefined
  invalid?: boolean | undefined
  value: string
  onChoose(code: string): void
}

/** Every country by its name in the language of the page; typing its first letters finds it. */
export const CountryPicker = ({ id, labelledBy, describedBy, invalid, value, onChoose }: CountryPickerProps) => {
  const say = words.useMessages()
  const language = useLanguage()
  const countries = useMemo(() => countriesIn(language), [language])
  return (
    <select
      id={id}
      className="bw-input"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={value}
      onChange={event => onChoose(event.target.value)}
    >
      <option value="">{say('country.choose')}</option>
      {countries.map(country => (
        <option key={country.code} value={country.code}>
          {country.name}
        </option>
      ))}
    </select>
  )
}
