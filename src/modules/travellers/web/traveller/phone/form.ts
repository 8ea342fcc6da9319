import type { Form } from '../../../model/form.ts'
import { database } from './database.ts'
import type { CachedForm } from './kept.ts'

/** The questions as kept here, if they were ever fetched. */
export const keptForm = async (office: string): Promise<CachedForm | undefined> => (await database()).get('forms', office)

/** Fetches the questions now in force and keeps them. Resolves with undefined when the network gives none. */
export const fetchForm = async (office: string): Promise<CachedForm | undefined> => {
  try {
    const answer = await fetch(`/api/travellers/form?office=${encodeURIComponent(office)}`, { signal: AbortSignal.timeout(15_000) })
    if (!answer.ok) return undefined
    // The node checked the form when it was set up; parsing it again here would cost the phone the whole schema.
    const { form, etag } = (await answer.json()) as { form: Form; etag: string }
    const fetched: CachedForm = { office, form, etag, fetchedAt: new Date().toISOString() }
    await (await database()).put('forms', fetched)
    return fetched
  } catch {
    return undefined
  }
}
