import { useState } from 'react'
import { readShortCode } from '../../model/short-code.ts'
import { words } from './words.ts'
import { Button } from '#web/design/index.ts'

/** The signs a short code is made of. */
const signs = [...'23456789ABCDEFGHJKMNPQRTVWXYZ']
const length = 6

/** Keys for the short code on the screen itself; a keyboard works as well. */
export const Keypad = ({ onCode, onBack }: { onCode(shortCode: string): void; onBack(): void }) => {
  const say = words.useMessages()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const change = (text: string) => {
    setWrong(false)
    setTyped(
      [...text.toUpperCase()]
        .filter(sign => signs.includes(sign))
        .slice(0, length)
        .join('')
    )
  }
  const go = () => {
    const code = readShortCode(typed)
    if (code === undefined) setWrong(true)
    else onCode(code)
  }
  return (
    <form
      className="bw-machine-form"
      onSubmit={event => {
        event.preventDefault()
        go()
      }}
    >
      {wrong && (
        <p className="bw-keypad-wrong" role="alert">
          {say('type.wrong')}
        </p>
      )}
      <input
        className="bw-input bw-code bw-keypad-shown"
        dir="ltr"
        aria-label={say('type.code')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        inputMode="none"
        value={typed.length > 3 ? `${typed.slice(0, 3)}-${typed.slice(3)}` : typed}
        onChange={event => change(event.target.value)}
      />
      <div className="bw-keypad" dir="ltr">
        {signs.map(sign => (
          <button key={sign} type="button" onClick={() => change(typed + sign)}>
            {sign}
          </button>
        ))}
        <button type="button" aria-label={say('type.delete')} onClick={() => change(typed.slice(0, -1))}>
          ⌫
        </button>
      </div>
      <Button type="submit">{say('type.go')}</Button>
      <Button kind="secondary" onClick={onBack}>
        {say('back')}
      </Button>
    </form>
  )
}
