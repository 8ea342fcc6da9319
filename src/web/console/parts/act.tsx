import { Button } from '@mantine/core'
import { useId } from 'react'

/** One thing that can be done now, or the reason why not. */
export interface Act {
  key: string
  label: string
  onClick(this: void): void
  why?: string | undefined
  kind?: 'primary' | 'default' | undefined
  busy?: boolean | undefined
}

/** Buttons with, under each that cannot be used, why. All stay reachable by keyboard. */
export const Acts = ({ acts }: { acts: Act[] }) => (
  <ul className="c-acts">
    {acts.map(act => (
      <li key={act.key}>
        <ActButton {...act} />
      </li>
    ))}
  </ul>
)

const ActButton = ({ label, onClick, why, kind = 'default', busy = false }: Act) => {
  const id = useId()
  return (
    <>
      <Button
        variant={kind === 'primary' ? 'filled' : 'default'}
        loading={busy}
        {...(why ? { 'data-disabled': true, 'aria-disabled': true, 'aria-describedby': id } : {})}
        onClick={event => (why ? event.preventDefault() : onClick())}
      >
        {label}
      </Button>
      {why && (
        <p id={id} className="c-why">
          {why}
        </p>
      )}
    </>
  )
}
