import type { Reading } from './qr-worker.ts'

/** A QR code of version 15 has 77 modules a side: 640 points leave eight for each, and read three times as fast as the full picture. */
const side = 640
const pause = 80

export interface Camera {
  stop(): void
}

/** Opens the camera into `video` and reports every code it reads until stopped. Rejects when there is no camera or it is not allowed. */
export const openCamera = async (video: HTMLVideoElement, onCode: (text: string) => void): Promise<Camera> => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' }
  })
  video.srcObject = stream
  await video.play()

  const worker = new Worker(new URL('./qr-worker.ts', import.meta.url), { type: 'module' })
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = async () => {
    if (stopped) return
    const square = Math.min(video.videoWidth, video.videoHeight)
    if (square === 0) return later()
    const left = (video.videoWidth - square) / 2
    const top = (video.videoHeight - square) / 2
    const size = Math.min(square, side)
    const picture = await createImageBitmap(video, left, top, square, square, { resizeWidth: size, resizeHeight: size })
    worker.postMessage(picture, [picture])
  }
  const later = () => {
    timer = setTimeout(() => void look().catch(later), pause)
  }

  worker.addEventListener('message', (event: MessageEvent<Reading>) => {
    if (stopped) return
    if (event.data.text !== null) onCode(event.data.text)
    later()
  })
  worker.addEventListener('error', later)
  later()

  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      worker.terminate()
      for (const track of stream.getTracks()) track.stop()
      video.srcObject = null
    }
  }
}
