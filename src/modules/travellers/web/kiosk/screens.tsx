import { useEffect, useState } from 'react'
import { ZoneEntry } from '../traveller/zone/zone-entry.tsx'
import type { Happening, Stage } from './flow.ts'
import { words } from './words.ts'
import { readMrz } from '#standards/mrz/index.ts'
import { useCamera } from '#web/camera/use-camera.ts'
import { Button } from '#web/design/index.ts'
import { Machine } from '#web/device/machine.tsx'
import { CutOffPicture, GatePicture, LookingPicture, OfficerPicture, PassportPicture, PhonePicture } from '#web/device/pictures.tsx'
import { useFormat } from '#web/i18n/index.ts'

interface ScreenProps {
  place: string
  left: number | undefined
  on(happening: Happening): void
}

/** A camera that has seen nothing for so long will not see it any more. */
const unreadableAfter = 30_000

/** Waiting for somebody, or for their code: the camera is on. */
export const ScanScreen = ({ place, left, on, hasCode }: ScreenProps & { hasCode: boolean }) => {
  const say = words.useMessages()
  const { video, state } = useCamera(true, code => on({ type: 'code-read', code }))
  useEffect(() => {
    if (!hasCode) return
    const timer = setTimeout(() => on({ type: 'code-not-read' }), unreadableAfter)
    return () => clearTimeout(timer)
    // `on` is new at every rendering; the time counts from when somebody said they have a code.
  }, [hasCode])
  return (
    <Machine
      place={place}
      left={left}
      title={say(!hasCode ? 'start.title' : state === 'absent' ? 'scan.absent' : 'scan.title')}
      picture={hasCode ? undefined : <PhonePicture />}
      controls={
        hasCode ? (
          <>
            <Button onClick={() => on({ type: 'code-not-read' })}>{say('scan.not-read')}</Button>
            <Button kind="secondary" onClick={() => on({ type: 'over' })}>
              {say('again')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={() => on({ type: 'has-code' })}>{say('start.code')}</Button>
            <Button kind="secondary" onClick={() => on({ type: 'no-phone' })}>
              {say('start.no-phone')}
            </Button>
          </>
        )
      }
    >
      <video
        ref={video}
        className="bw-kiosk-video"
        data-shown={hasCode && state === 'watching' ? '' : undefined}
        muted
        playsInline
        aria-hidden="true"
      />
    </Machine>
  )
}

/** Waiting for the passport's zone, from the reader or typed. */
export const DocumentScreen = ({
  place,
  left,
  on,
  stage,
  today
}: ScreenProps & { stage: Extract<Stage, { at: 'document' }>; today: string }) => {
  const say = words.useMessages()
  const [typing, setTyping] = useState(false)
  const [text, setText] = useState('')
  const [insist, setInsist] = useState(false)
  const take = () => {
    setInsist(true)
    const reading = readMrz(text, today)
    if (reading.valid) on({ type: 'zone-read', zone: reading.lines.join('\n') })
  }
  return (
    <Machine
      place={place}
      left={left}
      title={say(typing ? 'document.typing' : 'document.title')}
      picture={typing ? undefined : <PassportPicture />}
      controls={
        typing ? (
          <>
            <ZoneEntry label={say('document.label')} text={text} on={today} onText={setText} insist={insist} />
            <Button onClick={take}>{say('document.take')}</Button>
            <Button kind="secondary" onClick={() => setTyping(false)}>
              {say('document.reader')}
            </Button>
          </>
        ) : (
          <>
            <Button kind="secondary" onClick={() => setTyping(true)}>
              {say('document.type')}
            </Button>
            <Button kind="secondary" onClick={() => on({ type: 'no-zone' })}>
              {say('document.none')}
            </Button>
            <Button kind="quiet" onClick={() => on({ type: 'over' })}>
              {say('again')}
            </Button>
          </>
        )
      }
    >
      {!typing && stage.way.kind === 'code' && <p>{say('document.read')}</p>}
    </Machine>
  )
}

export const CheckingScreen = ({ place }: { place: string }) => {
  const say = words.useMessages()
  return <Machine place={place} title={say('checking.title')} picture={<LookingPicture />} />
}

export const GateScreen = ({ place, left, on, stage }: ScreenProps & { stage: Extract<Stage, { at: 'gate' }> }) => {
  const say = words.useMessages()
  const format = useFormat()
  return (
    <Machine place={place} left={left} tone="go" title={say('gate.title')} picture={<GatePicture />} controls={<Done on={on} />}>
      <p>{say(stage.hasPhone ? 'gate.code' : 'gate.code-alone')}</p>
      <p className="bw-kiosk-code bw-code">{stage.shortCode}</p>
      <p>{say('gate.until', { until: format.time(stage.validUntil) })}</p>
    </Machine>
  )
}

export const OfficerScreen = ({
  place,
  left,
  on,
  stage,
  isWaiting
}: ScreenProps & { stage: Extract<Stage, { at: 'officer' }>; isWaiting?: boolean }) => {
  const say = words.useMessages()
  return (
    <Machine
      place={place}
      left={left}
      tone={stage.cutOff ? 'cut-off' : 'person'}
      title={say(stage.cutOff ? 'cut-off.title' : 'officer.title')}
      picture={stage.cutOff ? <CutOffPicture /> : <OfficerPicture />}
      controls={isWaiting ? undefined : <Done on={on} />}
    >
      <p>{say(stage.cutOff ? 'cut-off.text' : 'officer.text')}</p>
    </Machine>
  )
}

const Done = ({ on }: Pick<ScreenProps, 'on'>) => {
  const say = words.useMessages()
  return <Button onClick={() => on({ type: 'over' })}>{say('done')}</Button>
}
