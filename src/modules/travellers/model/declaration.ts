import type { DeclarationAction } from './actions.ts'
import type { DeclarationCommand, DeclarationRefusal } from './commands.ts'
import { evolve } from './evolve.ts'
import { lodge } from './lodge.ts'
import { byOfficer } from './officer.ts'
import { openGate, present } from './present.ts'
import type { DeclarationState } from './state.ts'
import type { Decider } from '#kernel/decider.ts'
import { never } from '#kernel/decider.ts'

/** A traveller's declaration, from the phone or kiosk to the gate or an officer's findings. */
export const declaration: Decider<DeclarationState, DeclarationCommand, DeclarationAction, DeclarationRefusal> = {
  initial: { status: 'none' },
  evolve,
  decide(state, command, at) {
    switch (command.type) {
      case 'lodge':
        return lodge(state, command, at)
      case 'present':
        return present(state, command, at)
      case 'open-gate':
        return openGate(state, command, at)
      case 'refer':
      case 'decide':
      case 'record-findings':
      case 'correct-decision':
        return byOfficer(state, command, at)
      default:
        return never(command)
    }
  }
}
