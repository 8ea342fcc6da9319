import type { ReactNode } from 'react'
import { Enrolment } from './enrolment.tsx'
import { Machine } from './machine.tsx'
import type { Station } from './session.ts'
import type { DeviceKind } from './store.ts'
import { useDevice } from './use-device.ts'
import { words } from './words.ts'
import { Button } from '#web/design/index.ts'

/** A machine from its first start: set up once, then at work, until the office withdraws it. */
export const DeviceApp = ({ kind, children }: { kind: DeviceKind; children(station: Station, disown: () => void): ReactNode }) => {
  const say = words.useMessages()
  const { state, enrolled, disown, forget } = useDevice(kind)
  switch (state.is) {
    case 'looking':
      return null
    case 'none':
      return <Enrolment kind={kind} onEnrolled={enrolled} />
    case 'disowned':
      return (
        <Machine
          place="Breakwater"
          title={say('revoked.title')}
          controls={<Button onClick={() => void forget()}>{say('revoked.again')}</Button>}
        >
          <p>{say('revoked.help')}</p>
        </Machine>
      )
    case 'ready':
      return children(state.station, disown)
  }
}
