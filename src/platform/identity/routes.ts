import type { Server } from '../http/server.ts'
import { addDeviceRoutes } from './device-routes.ts'
import type { Identity } from './identity.ts'
import { addPeopleRoutes } from './people-routes.ts'
import { addSessionRoutes } from './session-routes.ts'

/** Sign-in, people, devices. */
export const addIdentityRoutes = (app: Server, identity: Identity, isStopping: () => boolean): void => {
  addSessionRoutes(app, identity, isStopping)
  addPeopleRoutes(app, identity)
  addDeviceRoutes(app, identity)
}
