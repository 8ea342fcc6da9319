import { writeFileSync } from 'node:fs'
import { create, type QRCodeSegment } from 'qrcode'

/** What the camera sees: a QR text, or nothing but a grey wall. */
export interface Scene {
  text: string | null
  /** How long, in frames at 10 a second. */
  frames?: number
}

const width = 1280
const height = 720
const wall = 200
const ink = 16
const paper = 235

/**
 * Writes what Chromium's fake camera plays: YUV4MPEG2, 1280×720, ten frames a second, scene after scene, over and over.
 * The whole file is one header line and, for each frame, `FRAME` and the raw planes.
 */
export const writeVideo = (file: string, scenes: Scene[]): void => {
  const chroma = Buffer.alloc((width / 2) * (height / 2) * 2, 128)
  const head = Buffer.from('FRAME\n')
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)]
  for (const scene of scenes) {
    const luma = scene.text === null ? Buffer.alloc(width * height, wall) : drawCode(scene.text)
    for (let frame = 0; frame < (scene.frames ?? 5); frame += 1) parts.push(head, luma, chroma)
  }
  writeFileSync(file, Buffer.concat(parts))
}

/** A phone held upright before the lens: a white sheet in the middle of the picture with the code on it. */
const drawCode = (text: string): Buffer => {
  const segments: QRCodeSegment[] = [{ data: text, mode: 'alphanumeric' }]
  const { modules } = create(segments, { errorCorrectionLevel: 'L' })
  const scale = Math.floor((height - 80) / (modules.size + 8))
  const side = modules.size * scale
  const left = Math.floor((width - side) / 2)
  const top = Math.floor((height - side) / 2)
  const luma = Buffer.alloc(width * height, wall)
  const quiet = scale * 4
  for (let y = top - quiet; y < top + side + quiet; y += 1) {
    luma.fill(paper, y * width + left - quiet, y * width + left + side + quiet)
  }
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue
      for (let y = top + row * scale; y < top + (row + 1) * scale; y += 1) {
        const from = y * width + left + column * scale
        luma.fill(ink, from, from + scale)
      }
    }
  }
  return luma
}
