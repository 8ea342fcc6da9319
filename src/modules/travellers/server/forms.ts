import { createHash } from 'node:crypto'
import { formInForce } from '../model/evaluate-form.ts'
import { Form } from '../model/form.ts'
import { tablesOf } from './queries.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Foundation } from '#platform/platform.ts'

/** The forms of this node. Versions never change, so each is read and checked once. */
export interface Forms {
  find(id: string, version: number): Promise<Form | undefined>
  inForce(office: string, date: string): Promise<Form | undefined>
}

export const openForms = (foundation: Foundation): Forms => {
  const db = tablesOf(foundation)
  const known = new Map<string, Form>()
  const all = async (): Promise<Form[]> => {
    const versions = await db.selectFrom('travellers_forms').select(['id', 'version']).execute()
    const fresh = versions.filter(({ id, version }) => !known.has(nameOf(id, version)))
    for (const { id, version } of fresh) {
      const row = await db
        .selectFrom('travellers_forms')
        .select('body')
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst()
      if (row) known.set(nameOf(id, version), Form.parse(JSON.parse(row.body)))
    }
    return [...known.values()]
  }
  return {
    find: async (id, version) => (await all()).find(form => form.id === id && form.version === version),
    inForce: async (office, date) => formInForce(await all(), office, date)
  }
}

const nameOf = (id: string, version: number): string => `${id}/${version}`

/** Puts forms on record. A version that is there already stays as it is; one that says something else throws. */
export const addForms = async (foundation: Foundation, forms: readonly Form[]): Promise<void> => {
  const db = tablesOf(foundation)
  for (const form of forms.map(each => Form.parse(each))) {
    const body = canonicalJson(form)
    const { id, version } = form
    const before = await db
      .selectFrom('travellers_forms')
      .select('body')
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (before && before.body !== body) throw new Error(`version ${version} of the form ${id} is on record with another content`)
    if (before) continue
    const row = { id, version, body, added_at: foundation.clock.now().toISOString() }
    await foundation.write([db.insertInto('travellers_forms').values(row).compile()])
  }
}

/** Changes with any word of the form. */
export const etagOf = (form: Form): string => createHash('sha256').update(canonicalJson(form)).digest('base64url').slice(0, 22)
