import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** Main thread → worker: one picture of the camera. Worker → main thread: the text, or null when there is no code in it. */
export type Picture = ImageBitmap
export type Reading = { text: string | null }

// The library would fetch its program from a public mirror; ours comes with the screens.
prepareZXingModule({ overrides: { locateFile: () => wasm } })

let canvas: OffscreenCanvas | null = null

const read = async (picture: Picture): Promise<string | null> => {
  canvas ??= new OffscreenCanvas(picture.width, picture.height)
  canvas.width = picture.width
  canvas.height = picture.height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser draws no pictures off screen')
  context.drawImage(picture, 0, 0)
  picture.close()
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
  const found = await readBarcodes(pixels, { formats: ['QRCode'], maxNumberOfSymbols: 1, tryDownscale: false, tryRotate: false })
  return found[0]?.text ?? null
}

self.addEventListener('message', (event: MessageEvent<Picture>) => {
  read(event.data).then(
    text => self.postMessage({ text } satisfies Reading),
    (reason: unknown) => {
      throw reason
    }
  )
})
