import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/actor.ts'

/** Who is asking. Each call reads the grants of this moment, so a revoked role or device is refused on its next request. */
export interface Actors {
  /** The signed-in person or device, or undefined. */
  findActor(request: FastifyRequest): Promise<Actor | undefined>
  /** Person or device; 401 `not-signed-in` otherwise. */
  requireActor(request: FastifyRequest): Promise<Actor>
  /** A person, with the second factor where the node requires it; 401 `not-signed-in`, 403 `second-factor-needed` otherwise. */
  requirePerson(request: FastifyRequest): Promise<Actor>
  /** An enrolled device of one of the kinds; 401 `not-signed-in`, 403 `not-permitted` otherwise. */
  requireDevice(request: FastifyRequest, ...kinds: DeviceKind[]): Promise<DeviceActor>
  /** Names of people and devices, for histories. What is erased or unknown is absent. */
  namesOf(ids: readonly string[]): Promise<Map<string, string>>
}

export const deviceKinds = ['kiosk', 'gate'] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** A device at its office: `actor.office` is never null. */
export interface DeviceActor extends Actor {
  kind: 'device'
  office: string
  device: DeviceKind
  name: string
}
