import { randomFillSync } from 'node:crypto'
import { newId } from '#kernel/id.ts'

let pool = Buffer.alloc(0)
let used = 0

/** Random bytes cut from a pool, because a system call for each salt is the dearest part of an append. A slice is never handed out twice. */
export const randomBytes = (count: number): Buffer => {
  if (used + count > pool.length) {
    pool = randomFillSync(Buffer.allocUnsafeSlow(16_384))
    used = 0
  }
  used += count
  return pool.subarray(used - count, used)
}

/** A new UUIDv7 of the clock's time. */
export const nextId = (now: number): string => newId(now, randomBytes(10))

/** One draw in [0, 1). */
export const draw = (): number => randomBytes(6).readUIntBE(0, 6) / 2 ** 48
