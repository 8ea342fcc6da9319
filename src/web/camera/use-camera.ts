import { useEffect, useRef, useState, type RefObject } from 'react'
import { openCamera, type Camera } from './camera.ts'

export type CameraState = 'starting' | 'watching' | 'absent'

/** Keeps the camera open while `active`; a code is reported once, and again only after `forget` milliseconds or another code. */
export const useCamera = (
  active: boolean,
  onCode: (text: string) => void
): { video: RefObject<HTMLVideoElement | null>; state: CameraState } => {
  const video = useRef<HTMLVideoElement>(null)
  const report = useRef(onCode)
  const [state, setState] = useState<CameraState>('starting')
  useEffect(() => {
    report.current = onCode
  }, [onCode])

  useEffect(() => {
    const element = video.current
    if (!active || !element) return
    let camera: Camera | null = null
    let gone = false
    openCamera(element, text => report.current(text)).then(
      opened => {
        if (gone) opened.stop()
        else {
          camera = opened
          setState('watching')
        }
      },
      () => {
        if (!gone) setState('absent')
      }
    )
    return () => {
      gone = true
      camera?.stop()
      setState('starting')
    }
  }, [active])

  return { video, state }
}
