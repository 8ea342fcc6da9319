import type { RefusalStatus } from '../http/refusal.ts'
import type { DeviceRefusalCode } from './device.ts'
import type { PersonRefusalCode } from './person.ts'

export type IdentityRefusalCode =
  | PersonRefusalCode
  | DeviceRefusalCode
  | 'wrong-credentials'
  | 'wrong-code'
  | 'locked-out'
  | 'code-not-valid'
  | 'second-factor-enrolled'
  | 'administrator-exists'
  | 'username-taken'
  | 'office-unknown'

export const refusals = {
  'wrong-credentials': 401,
  'wrong-code': 401,
  'locked-out': 429,
  'code-not-valid': 403,
  'second-factor-enrolled': 409,
  'administrator-exists': 409,
  'username-taken': 409,
  'office-unknown': 422,
  'not-permitted': 403,
  'own-account': 403,
  'person-unknown': 404,
  'person-known': 409,
  'person-disabled': 409,
  'person-enabled': 409,
  'role-held': 409,
  'role-not-held': 409,
  'device-unknown': 404,
  'device-known': 409,
  'device-enrolled': 409,
  'device-revoked': 409
} as const satisfies Record<IdentityRefusalCode, RefusalStatus>
