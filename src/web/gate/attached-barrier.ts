import { drawnBarrier, type Barrier } from './barrier.ts'
import { serialBarrier, type Line } from './serial-barrier.ts'

/** Web Serial, as far as it is used here. */
interface SerialPort extends Line {
  open(options: { baudRate: number }): Promise<void>
}
interface Serial {
  getPorts(): Promise<SerialPort[]>
  requestPort(): Promise<SerialPort>
}

const serial = (): Serial | undefined => (navigator as Navigator & { serial?: Serial }).serial

/**
 * The barrier of this machine: the relay box on the serial port that was allowed once (open the gate's page with `?relay` and choose it),
 * or the one drawn on the screen.
 */
export const attachedBarrier = async (): Promise<Barrier & { isDrawn: boolean }> => {
  const [port] =
    (await serial()
      ?.getPorts()
      .catch(() => [])) ?? []
  if (!port) return Object.assign(drawnBarrier(), { isDrawn: true })
  await port.open({ baudRate: 9_600 })
  return Object.assign(serialBarrier(port), { isDrawn: false })
}

/** Asks which serial port the relay box is on; needs somebody's touch. The page must be loaded again afterwards. */
export const chooseRelay = async (): Promise<void> => {
  await serial()?.requestPort()
}
