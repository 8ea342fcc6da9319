import type { ZodType } from 'zod'
import type { AnyDossierKind, Claim, EntryHead, ProjectedRow, RetentionClass, UpCaster } from './contract.ts'
import { KindName, TypeName } from './envelope.ts'
import type { Action } from '#kernel/decider.ts'

/** Why an entry cannot be applied or read here; its dossier is parked. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** A dossier kind made ready for use: schemas found by type, up-casters found by name. */
export class Kind {
  readonly declared: AnyDossierKind
  readonly #upCasters = new Map<string, UpCaster>()

  constructor(declared: AnyDossierKind) {
    this.declared = declared
    KindName.parse(declared.name)
    for (const type of Object.keys(declared.actions)) TypeName.parse(type)
    const { fold } = declared
    if (fold && (fold.as === '' || !((fold.every ?? 1) >= 1))) throw new Error(`the folds of ${declared.name} need a name and an interval`)
    for (const caster of declared.upCasters ?? []) {
      TypeName.parse(caster.from)
      this.#upCasters.set(caster.from, caster)
    }
  }

  get name(): string {
    return this.declared.name
  }

  retention(type: string): RetentionClass {
    return this.#definition(type).retention
  }

  /** The action as its schemas read it; throws what does not fit. */
  parse(action: Action): Action {
    const definition = this.#definition(action.type)
    const facts = definition.facts.parse(action.facts)
    if (action.personal === undefined) return { type: action.type, facts }
    if (!definition.personal) throw new Error(`${action.type} has no personal part`)
    return { type: action.type, facts, personal: definition.personal.parse(action.personal) }
  }

  /** Reads a stored action of any version this node knows as today's. */
  read(type: string, facts: unknown, personal: unknown): Action {
    try {
      const today = this.#upCast(type, facts, personal)
      return this.parse(today)
    } catch (error) {
      throw new Unreadable(`${type}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  evolve(state: unknown, action: Action): unknown {
    return this.declared.decider.evolve(state, action) as unknown
  }

  project(applied: { entry: EntryHead; action: Action; before: unknown; after: unknown }): ProjectedRow[] {
    return this.declared.project?.({ ...applied, dossier: applied.entry.dossier, version: applied.entry.version }) ?? []
  }

  claim(applied: { dossier: string; version: number; action: Action; before: unknown; after: unknown }): Claim[] {
    if (!this.declared.claim) return []
    return this.declared.claim({ ...applied, action: { type: applied.action.type, facts: applied.action.facts } })
  }

  #definition(type: string): { facts: ZodType; personal?: ZodType; retention: RetentionClass } {
    const definition = (
      this.declared.actions as Record<string, { facts: ZodType; personal?: ZodType; retention: RetentionClass } | undefined>
    )[type]
    if (!definition) throw new Error(`${this.name} knows no action ${type}`)
    return definition
  }

  #upCast(type: string, facts: unknown, personal: unknown): Action {
    const seen = new Set<string>()
    for (let caster = this.#upCasters.get(type); caster; caster = this.#upCasters.get(type)) {
      if (seen.has(type)) throw new Error(`the up-casters of ${type} go round in a circle`)
      seen.add(type)
      facts = caster.facts(facts)
      if (personal !== undefined && caster.personal) personal = caster.personal(personal)
      type = caster.to
    }
    return personal === undefined ? { type, facts } : { type, facts, personal }
  }
}

/** All kinds of a node by name. */
export class Kinds {
  readonly #byName = new Map<string, Kind>()

  constructor(declared: readonly AnyDossierKind[]) {
    for (const kind of declared) {
      if (this.#byName.has(kind.name)) throw new Error(`two dossier kinds are called ${kind.name}`)
      this.#byName.set(kind.name, new Kind(kind))
    }
  }

  find(name: string): Kind | undefined {
    return this.#byName.get(name)
  }

  get(name: string): Kind {
    const kind = this.#byName.get(name)
    if (!kind) throw new Error(`no module of this node declares the dossier kind ${name}`)
    return kind
  }

  all(): Kind[] {
    return [...this.#byName.values()]
  }

  /** The tables projections write. */
  tables(): string[] {
    return [...new Set(this.all().flatMap(kind => kind.declared.tables ?? []))]
  }

  /** Retention classes by name; a class has one length wherever it is declared. */
  retentions(): Map<string, RetentionClass> {
    const classes = new Map<string, RetentionClass>()
    for (const kind of this.all()) {
      for (const type of Object.keys(kind.declared.actions)) {
        const retention = kind.retention(type)
        if (retention.name.length < 1 || retention.name.length > 60)
          throw new Error(`"${retention.name}" is no name of a retention class: 1-60 characters`)
        const known = classes.get(retention.name)
        if (known && known.days !== retention.days)
          throw new Error(`the retention class ${retention.name} is declared with ${known.days} and with ${retention.days} days`)
        classes.set(retention.name, retention)
      }
    }
    return classes
  }
}
