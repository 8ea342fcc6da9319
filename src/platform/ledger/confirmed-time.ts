import { DAY } from '#kernel/time.ts'

const TOLERANCE = 60_000
const LONGEST_STOP = 31 * DAY

/** What a node remembers of its clock between two lives. */
export interface ClockMemory {
  wallMs: number
  confirmed: boolean
}

/**
 * Whether this node's clock may be trusted to erase and to let things expire: docs/ledger-format.md, 8. Without a parent
 * the clock is its own witness as long as it neither jumps nor comes back from a stop at an impossible time.
 */
export class ConfirmedTime {
  readonly #wall: () => number
  readonly #monotonic: () => number
  #confirmed: boolean
  #offset: number

  constructor(wall: () => number, monotonic: () => number, memory: ClockMemory | undefined) {
    this.#wall = wall
    this.#monotonic = monotonic
    this.#offset = wall() - monotonic()
    const stopped = memory ? wall() - memory.wallMs : 0
    this.#confirmed = (memory?.confirmed ?? true) && stopped >= -TOLERANCE && stopped <= LONGEST_STOP
  }

  /** Whether the clock has kept step with monotonic time since it was last confirmed; once lost, only `confirm` brings it back. */
  isConfirmed(): boolean {
    if (Math.abs(this.#wall() - this.#monotonic() - this.#offset) > TOLERANCE) this.#confirmed = false
    return this.#confirmed
  }

  /** Milliseconds since 1970, or undefined while the clock is not to be trusted. */
  find(): number | undefined {
    return this.isConfirmed() ? this.#wall() : undefined
  }

  /** The clock is right as it stands now. */
  confirm(): void {
    this.#offset = this.#wall() - this.#monotonic()
    this.#confirmed = true
  }

  memory(): ClockMemory {
    return { confirmed: this.isConfirmed(), wallMs: this.#wall() }
  }
}
