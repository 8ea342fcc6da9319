import type { ReactNode } from 'react'

export type LaneColour = 'green' | 'yellow' | 'red' | 'blue' | 'none'

const SHAPES: Record<LaneColour, ReactNode> = {
  green: <circle cx="8" cy="8" r="7" />,
  yellow: <path d="M8 1 15.5 15H.5Z" />,
  red: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" />,
  blue: <path d="M1 1h14v14H1Z" />,
  none: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />
}

/** A state in colour, shape and word: no one of the three alone. */
export const Lane = ({ colour, children }: { colour: LaneColour; children: ReactNode }) => (
  <span className="c-lane" data-lane={colour}>
    <svg viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
      {SHAPES[colour]}
    </svg>
    {children}
  </span>
)
