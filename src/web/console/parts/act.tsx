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

/** Neighbours with the same reason say it once. */
export const groupByWhy = (acts: readonly Act[]): { why: string | undefined; acts: Act[] }[] => {
  const groups: { why: string | undefined; acts: Act[] }[] = []
  for (const act of acts) {
    const last = groups.at(-1)
    if (last && last.why === act.why) last.acts.push(act)
    else groups.push({ why: act.why, acts: [act] })
  }
  return groups
}

/** Buttons and, under those that cannot be used, why. All stay reachable by keyboard. */
export const Acts = ({ acts }: { acts: Act[] }) => {
  const id = useId()
  return (
    <ul className="c-acts">
      {groupByWhy(acts).map((group, index) => (
        <li key={group.acts[0]?.key}>
          <div className="c-acts-row">
            {group.acts.map(({ key, label, onClick, kind = 'default', busy = false }) => (
              <Button
                key={key}
                variant={kind === 'primary' ? 'filled' : 'default'}
                loading={busy}
                {...(group.why ? { 'data-disabled': true, 'aria-disabled': true, 'aria-describedby': `${id}-${index}` } : {})}
                onClick={event => (group.why ? event.preventDefault() : onClick())}
              >
                {label}
              </Button>
            ))}
          </div>
          {group.why && (
            <p id={`${id}-${index}`} className="c-why">
              {group.why}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
