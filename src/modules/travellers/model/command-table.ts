import type { DeclarationAction } from './actions.ts'
import type { DeclarationRefusal } from './commands.ts'
import type { CommandName } from './policy.ts'
import { COMMANDS, MAY } from './policy.ts'

interface Row {
  actions: DeclarationAction['type'][]
  refusals: DeclarationRefusal[]
}

/** What each command may lead to. A test drives the decider through all of it and compares. */
export const COMMAND_TABLE: Record<CommandName, Row> = {
  lodge: {
    actions: ['travellers.declaration-lodged.v1', 'travellers.declaration-corrected.v1'],
    refusals: ['not-permitted', 'signature-invalid', 'already-lodged', 'revision-reused', 'already-presented', 'revision-superseded']
  },
  present: {
    actions: ['travellers.declaration-lodged.v1', 'travellers.declaration-corrected.v1', 'travellers.declaration-presented.v1'],
    refusals: ['not-permitted']
  },
  'open-gate': {
    actions: ['travellers.gate-opened.v1', 'travellers.traveller-referred.v1'],
    refusals: ['not-permitted', 'not-presented', 'other-office', 'not-to-gate']
  },
  refer: { actions: ['travellers.traveller-referred.v1'], refusals: ['not-presented', 'not-permitted', 'nothing-to-refer'] },
  decide: { actions: ['travellers.officer-decided.v1'], refusals: ['not-presented', 'not-permitted', 'not-referred'] },
  'record-findings': {
    actions: ['travellers.findings-recorded.v1'],
    refusals: ['not-presented', 'not-permitted', 'not-under-examination', 'findings-contradict']
  },
  'correct-decision': {
    actions: ['travellers.decision-corrected.v1'],
    refusals: ['not-presented', 'not-permitted', 'nothing-decided', 'not-own-decision', 'findings-contradict', 'nothing-to-correct']
  }
}

/** The table of commands as Markdown, for the module's README. */
export const commandTable = (): string =>
  [
    '| command | actions | who may | refusals |',
    '|---|---|---|---|',
    ...COMMANDS.map(command => {
      const { actions, refusals } = COMMAND_TABLE[command]
      const who = MAY[command].length > 0 ? MAY[command].join(', ') : 'the phone whose key signed'
      return `| \`${command}\` | ${actions.map(type => type.replace('travellers.', '').replace('.v1', '')).join(', ')} | ${who} | ${refusals.join(', ')} |`
    })
  ].join('\n')
