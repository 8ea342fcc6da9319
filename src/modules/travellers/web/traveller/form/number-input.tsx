import { useEffect, useState } from 'react'
import { readNumber } from './number-text.ts'

interface NumberInputProps {
  labelledBy: string
  describedBy?: string | undefined
  /** Decimal text with a point, or nothing. */
  value: string
  onNumber(value: string): void
}

/** A number as people write it: comma or point, Arabic or Latin digits. What cannot be a number yet stays typed and counts as no answer. */
export const NumberInput = ({ labelledBy, describedBy, value, onNumber }: NumberInputProps) => {
  const [text, setText] = useState(value)
  useEffect(() => {
    setText(typed => (readNumber(typed) === value ? typed : value))
  }, [value])
  return (
    <input
      className="bw-input"
      type="text"
      inputMode="decimal"
      dir="ltr"
      autoComplete="off"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      value={text}
      onChange={event => {
        setText(event.target.value)
        onNumber(readNumber(event.target.value))
      }}
    />
  )
}
