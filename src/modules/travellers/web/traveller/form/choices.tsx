import { useId } from 'react'

interface ChoicesProps {
  labelledBy: string
  describedBy?: string | undefined
  value: string
  options: { value: string; label: string; hint?: string }[]
  onChoose(value: string): void
}

/** One of several, each a whole row to touch. */
export const Choices = ({ labelledBy, describedBy, value, options, onChoose }: ChoicesProps) => {
  const name = useId()
  return (
    <div className="bw-choices" role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {options.map(option => (
        <label key={option.value} className="bw-choice">
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChoose(option.value)} />
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}
