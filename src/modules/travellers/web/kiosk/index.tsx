import { useEffect, useReducer, useRef } from 'react'
import { DeclareScreen } from './declare.tsx'
import { step, type Given, type Happening, type Stage } from './flow.ts'
import { present } from './node.ts'
import { CheckingScreen, DocumentScreen, GateScreen, OfficerScreen, ScanScreen } from './screens.tsx'
import { useLingering } from '#web/camera/use-lingering.ts'
import { chime } from '#web/device/chime.ts'
import { isDisowned, isSilent, type Station } from '#web/device/session.ts'
import { useCountdown } from '#web/device/use-countdown.ts'
import { useNode } from '#web/device/use-node.ts'
import { useWedge } from '#web/device/use-wedge.ts'
import { newCommandId } from '#web/http/index.ts'
import { setLanguage } from '#web/i18n/index.ts'
import './kiosk.css'

export { words as kioskWords } from './words.ts'
export { words as travellerWords } from '../traveller/words.ts'
export { words as zoneWords } from '../traveller/zone/words.ts'

const patience = 60
/** Every answer is shown after the same time, so that the time says nothing. */
const sameForAll = 1_500

/** The kiosk at work. */
export const Kiosk = ({ station, disown, firstLanguage }: { station: Station; disown(): void; firstLanguage: 'en' | 'fr' | 'ar' }) => {
  const [stage, on] = useReducer(step, { at: 'start' })
  const isLingering = useLingering(stage.at, stage.at === 'checking' ? stage.given.code : null)
  const onScan = (happening: Happening) => {
    if (happening.type !== 'code-read' || !isLingering(happening.code)) on(happening)
  }
  const { isThere } = useNode(station)
  const left = useCountdown(patience, stage.at !== 'start' && stage.at !== 'checking', stage, () => on({ type: 'over' }))
  const isBusy = stage.at !== 'start'
  useWedge(stage.at === 'document', lines => on({ type: 'zone-read', zone: lines.join('\n') }))
  useAnswer(stage, station, on, disown)

  const last = useRef(stage.at)
  useEffect(() => {
    if (last.current === stage.at) return
    last.current = stage.at
    if (stage.at === 'document' || stage.at === 'checking') chime('read')
    if (stage.at === 'gate' || stage.at === 'officer') chime(stage.at)
    if (stage.at === 'start') void setLanguage(firstLanguage, { remember: false })
  }, [stage.at, firstLanguage])

  const shared = { place: station.device.name, left: isBusy ? left : undefined, on }
  switch (stage.at) {
    case 'start':
    case 'scan':
      if (stage.at === 'start' && !isThere) return <OfficerScreen {...shared} stage={{ at: 'officer', cutOff: true }} isWaiting />
      return <ScanScreen {...shared} on={onScan} hasCode={stage.at === 'scan'} />
    case 'document':
      return <DocumentScreen {...shared} stage={stage} today={today()} />
    case 'declare':
      return <DeclareScreen {...shared} zone={stage.zone} station={station} today={today()} />
    case 'checking':
      return <CheckingScreen place={shared.place} />
    case 'gate':
      return <GateScreen {...shared} stage={stage} />
    case 'officer':
      return <OfficerScreen {...shared} stage={stage} />
  }
}

const today = () => new Date().toISOString().slice(0, 10)

/** Asks the node once for each thing presented; a node that does not answer never clears anybody. */
const useAnswer = (stage: Stage, station: Station, on: (happening: Happening) => void, disown: () => void) => {
  const given: Given | null = stage.at === 'checking' ? stage.given : null
  useEffect(() => {
    if (!given) return
    let over = false
    const from = performance.now()
    const tell = (happening: Happening) =>
      setTimeout(
        () => {
          if (!over) on(happening)
        },
        Math.max(0, sameForAll - (performance.now() - from))
      )
    present(station, given, newCommandId()).then(
      answer =>
        tell(
          answer.outcome === 'gate'
            ? { type: 'answered-gate', shortCode: answer.shortCode, validUntil: answer.validUntil }
            : { type: 'answered-officer' }
        ),
      (reason: unknown) => {
        tell(isSilent(reason) ? { type: 'node-gone' } : { type: 'answered-officer' })
        if (isDisowned(reason)) disown()
      }
    )
    return () => {
      over = true
    }
  }, [given, station, on, disown])
}
