import { drawnBarrier, silentBarrier, type Barrier } from './barrier.ts'
import { serialBarrier, type Line } from './serial-barrier.ts'

/** Web Serial, as far as it is used here. */
interface SerialPort extends Line {
  open(options: { baudRate: number }): Promise<void>
}
interface Serial extends EventTarget {
  getPorts(): Promise<SerialPort[]>
  requestPort(): Promise<SerialPort>
}

const serial = (): Serial | undefined => (navigator as Navigator & { serial?: Serial }).serial

/** The barrier of this machine, and whether the screen draws it because there is no other. */
export type AttachedBarrier = Barrier & { isDrawn: boolean }

/**
 * The relay box on the serial port that was allowed once (`?relay` in the gate's address asks for it), or a barrier drawn on the screen.
 * A box that cannot be opened is a doubt, never a drawing.
 */
export const attachedBarrier = async (): Promise<AttachedBarrier> => {
  const ports = await serial()?.getPorts()
  // A box plugged in again begins a new line: so does the page.
  serial()?.addEventListener('connect', () => location.reload())
  const port = ports?.[0]
  if (!port) return Object.assign(drawnBarrier(), { isDrawn: true })
  try {
    await port.open({ baudRate: 9_600 })
    return Object.assign(serialBarrier(port), { isDrawn: false })
  } catch {
    return Object.assign(silentBarrier(), { isDrawn: false })
  }
}

/** Asks which serial port the relay box is on; needs somebody's touch. */
export const chooseRelay = async (): Promise<void> => {
  await serial()?.requestPort()
}
