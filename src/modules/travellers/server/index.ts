import { Form } from '../model/form.ts'
import meridia from '../model/forms/meridia.json' with { type: 'json' }
import type { GateSettings } from '../model/gate-decision.ts'
import { GATE_SETTINGS } from '../model/gate-decision.ts'
import { addBoardEvents } from './board-events.ts'
import { addForms, openForms } from './forms.ts'
import { addGateRoutes } from './gate-routes.ts'
import { declarationKind } from './kind.ts'
import { addKioskRoutes } from './kiosk-routes.ts'
import { addOfficerRoutes } from './officer-routes.ts'
import { addPhoneRoutes } from './phone-routes.ts'
import { tablesOf } from './queries.ts'
import { migrations } from './tables.ts'
import type { ServerModule } from '#platform/platform.ts'

export { addForms }

/** The forms of the invented country. */
const MERIDIA = meridia.map(form => Form.parse(form))

/** The travellers' module of a node. `gate`: what its offices set for their gates, where it differs. */
export const travellers = (gate: Partial<GateSettings> = {}): ServerModule => ({
  name: 'travellers',
  kinds: [declarationKind],
  migrations,
  routes(app, platform) {
    const context = { platform, db: tablesOf(platform), forms: openForms(platform), settings: { ...GATE_SETTINGS, ...gate } }
    addPhoneRoutes(app, context)
    addKioskRoutes(app, context)
    addGateRoutes(app, context)
    addOfficerRoutes(app, context)
    addBoardEvents(app, context)
  },
  prepareDemo: platform => addForms(platform, MERIDIA)
})
