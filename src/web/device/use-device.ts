import { useCallback, useEffect, useMemo, useState } from 'react'
import { enrolledDevice, forgetDevice, openStation, type Station } from './session.ts'
import type { DeviceKind, EnrolledDevice } from './store.ts'

export type Enrolled = { is: 'looking' } | { is: 'none' } | { is: 'disowned' } | { is: 'ready'; station: Station }

/** This machine as it is kept in the browser; `disown` when the node no longer takes it, `forget` to set it up again. */
export const useDevice = (kind: DeviceKind) => {
  const [device, setDevice] = useState<EnrolledDevice | null>()
  const [disowned, setDisowned] = useState(false)

  useEffect(() => {
    void enrolledDevice(kind).then(found => setDevice(found ?? null))
  }, [kind])

  const station = useMemo(() => (device ? openStation(device) : null), [device])
  const state: Enrolled = useMemo(() => {
    if (device === undefined) return { is: 'looking' }
    if (station === null) return { is: 'none' }
    return disowned ? { is: 'disowned' } : { is: 'ready', station }
  }, [device, station, disowned])

  const disown = useCallback(() => setDisowned(true), [])
  const forget = useCallback(async () => {
    await forgetDevice(kind)
    setDisowned(false)
    setDevice(null)
  }, [kind])
  return { state, enrolled: setDevice, disown, forget }
}
