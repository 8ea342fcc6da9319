import { useEffect, useReducer, useRef } from 'react'
import { GateAnswer } from '../../model/views.ts'
import { BarrierPicture, useBarrier } from './barrier-picture.tsx'
import { step, type Happening, type Stage } from './flow.ts'
import { Keypad } from './keypad.tsx'
import { words } from './words.ts'
import { useCamera } from '#web/camera/use-camera.ts'
import { useLingering } from '#web/camera/use-lingering.ts'
import { Button } from '#web/design/index.ts'
import { chime } from '#web/device/chime.ts'
import { Machine } from '#web/device/machine.tsx'
import { CutOffPicture, GatePicture, LookingPicture, OfficerPicture, PhonePicture } from '#web/device/pictures.tsx'
import { isDisowned, isSilent, type Station } from '#web/device/session.ts'
import { useCountdown } from '#web/device/use-countdown.ts'
import { useNode } from '#web/device/use-node.ts'
import type { AttachedBarrier } from '#web/gate/attached-barrier.ts'
import { newCommandId } from '#web/http/index.ts'
import { setLanguage, type Language } from '#web/i18n/index.ts'
import './gate.css'

export { words as gateWords } from './words.ts'

/** For the officer who attaches a relay box: asks the browser which serial port it is on. */
export const RelayChoice = ({ station, onChoose }: { station: Station; onChoose(): void }) => {
  const say = words.useMessages()
  return (
    <Machine place={station.device.name} title={say('relay.title')} controls={<Button onClick={onChoose}>{say('relay.choose')}</Button>}>
      <p>{say('relay.help')}</p>
    </Machine>
  )
}

interface GateProps {
  station: Station
  disown(): void
  barrier: AttachedBarrier
  firstLanguage: Language
}

const patience = { type: 60, officer: 20 }

/** The gate at work: closed on any doubt. */
export const Gate = ({ station, disown, barrier, firstLanguage }: GateProps) => {
  const [stage, on] = useReducer(step, { at: 'start' })
  const isLingering = useLingering(stage.at, stage.at === 'checking' ? stage.given.code : null)
  const onScan = (happening: Happening) => {
    if (happening.type !== 'code-read' || !isLingering(happening.code)) on(happening)
  }
  const { isThere } = useNode(station)
  const state = useBarrier(barrier)
  const waits = stage.at === 'type' ? patience.type : patience.officer
  const left = useCountdown(waits, stage.at === 'type' || stage.at === 'officer', stage, () => on({ type: 'over' }))
  useOpening(stage, station, barrier, on, disown)

  useEffect(() => {
    if (stage.at === 'open' && state === 'closed') on({ type: 'over' })
    // A barrier that fell silent while open: nobody else is let through on a guess.
    if (stage.at === 'open' && state === 'unknown') on({ type: 'over' })
  }, [stage.at, state])
  useSounds(stage.at, firstLanguage)

  const place = station.device.name
  const out = !isThere || (stage.at === 'start' && state === 'unknown')
  if (stage.at === 'start' && out) return <OfficerScreen place={place} cutOff={!isThere} barrier={barrier} />
  switch (stage.at) {
    case 'start':
      return <StartScreen place={place} barrier={barrier} on={onScan} />
    case 'type':
      return <TypeScreen place={place} left={left} on={on} />
    case 'checking':
      return <CheckingScreen place={place} barrier={barrier} />
    case 'open':
      return <OpenScreen place={place} barrier={barrier} />
    case 'officer':
      return <OfficerScreen place={place} cutOff={stage.cutOff} barrier={barrier} left={left} />
  }
}

const useSounds = (at: Stage['at'], firstLanguage: Language) => {
  const last = useRef(at)
  useEffect(() => {
    if (last.current === at) return
    last.current = at
    if (at === 'checking') chime('read')
    if (at === 'open') chime('gate')
    if (at === 'officer') chime('officer')
    if (at === 'start') void setLanguage(firstLanguage, { remember: false })
  }, [at, firstLanguage])
}

/** Asks the node once for each thing shown, and opens the barrier only on a clear yes that still holds. */
const useOpening = (stage: Stage, station: Station, barrier: AttachedBarrier, on: (happening: Happening) => void, disown: () => void) => {
  const given = stage.at === 'checking' ? stage.given : null
  useEffect(() => {
    if (!given) return
    let over = false
    const tell = (happening: Happening) => {
      if (!over) on(happening)
    }
    const ask = async () => {
      const answer = await station.withClient(client =>
        client.command('/api/travellers/gate/openings', given, GateAnswer, { key: newCommandId() })
      )
      const holds = answer.outcome === 'open' && answer.openedUntil !== null
      if (!holds || over) return tell({ type: 'refused' })
      await barrier.open()
      tell({ type: 'barrier-open' })
    }
    ask().catch((reason: unknown) => {
      tell({ type: isSilent(reason) ? 'node-gone' : 'refused' })
      if (isDisowned(reason)) disown()
    })
    return () => {
      over = true
    }
  }, [given, station, barrier, on, disown])
}

interface ScreenProps {
  place: string
  barrier: GateProps['barrier']
}

const StartScreen = ({ place, barrier, on }: ScreenProps & { on(happening: Happening): void }) => {
  const say = words.useMessages()
  const { video, state } = useCamera(true, code => on({ type: 'code-read', code }))
  return (
    <Machine
      place={place}
      title={say(state === 'absent' ? 'start.absent' : 'start.title')}
      picture={<PhonePicture />}
      controls={<Button onClick={() => on({ type: 'type-code' })}>{say('start.type')}</Button>}
    >
      {barrier.isDrawn && <BarrierPicture barrier={barrier} />}
      <video ref={video} className="bw-gate-video" muted playsInline aria-hidden="true" />
    </Machine>
  )
}

const TypeScreen = ({ place, left, on }: { place: string; left: number; on(happening: Happening): void }) => {
  const say = words.useMessages()
  return (
    <Machine
      place={place}
      left={left}
      of={patience.type}
      title={say('type.title')}
      controls={<Keypad onCode={shortCode => on({ type: 'code-typed', shortCode })} onBack={() => on({ type: 'over' })} />}
    />
  )
}

const CheckingScreen = ({ place, barrier }: ScreenProps) => {
  const say = words.useMessages()
  return (
    <Machine place={place} title={say('checking.title')} picture={<LookingPicture />}>
      {barrier.isDrawn && <BarrierPicture barrier={barrier} />}
    </Machine>
  )
}

const OpenScreen = ({ place, barrier }: ScreenProps) => {
  const say = words.useMessages()
  return (
    <Machine
      place={place}
      tone="go"
      title={say('open.title')}
      picture={barrier.isDrawn ? <BarrierPicture barrier={barrier} /> : <GatePicture />}
    >
      <p>{say('open.text')}</p>
    </Machine>
  )
}

const OfficerScreen = ({ place, cutOff, barrier, left }: ScreenProps & { cutOff: boolean; left?: number }) => {
  const say = words.useMessages()
  return (
    <Machine
      place={place}
      left={left}
      of={patience.officer}
      tone={cutOff ? 'cut-off' : 'person'}
      title={say(cutOff ? 'cut-off.title' : 'officer.title')}
      picture={cutOff ? <CutOffPicture /> : <OfficerPicture />}
    >
      <p>{say(cutOff ? 'cut-off.text' : 'officer.text')}</p>
      {barrier.isDrawn && <BarrierPicture barrier={barrier} />}
    </Machine>
  )
}
