import { useEffect, useState } from 'react'
import { words } from './words.ts'
import type { Barrier, BarrierState } from '#web/gate/barrier.ts'

export const useBarrier = (barrier: Barrier): BarrierState => {
  const [state, setState] = useState(barrier.state)
  useEffect(() => barrier.onChange(setState), [barrier])
  return state
}

/** The barrier drawn on the screen: an arm that rises. */
export const BarrierPicture = ({ barrier }: { barrier: Barrier }) => {
  const say = words.useMessages()
  const state = useBarrier(barrier)
  const isUp = state === 'opening' || state === 'open'
  return (
    <svg
      className="bw-barrier"
      viewBox="0 0 200 190"
      role="img"
      aria-label={say(state === 'open' ? 'barrier.open' : 'barrier.closed')}
      data-state={state}
    >
      <rect x="20" y="120" width="22" height="66" fill="currentColor" />
      <g className="bw-barrier-arm" style={{ transform: isUp ? 'rotate(-78deg)' : 'none' }}>
        <rect x="24" y="124" width="160" height="14" rx="4" fill="#ffffff" stroke="currentColor" strokeWidth="3" />
        <path d="M56 126l10 10M86 126l10 10M116 126l10 10M146 126l10 10" stroke="#b3261e" strokeWidth="8" />
      </g>
      <path d="M4 187h192" stroke="currentColor" strokeWidth="4" />
    </svg>
  )
}
