import { database } from './database.ts'
import type { KeptDeclaration, Sending } from './kept.ts'

const channel = new BroadcastChannel('breakwater-traveller')
const own = new Set<() => void>()

const changed = () => {
  for (const listener of own) listener()
  channel.postMessage('changed')
}

/** Tells of every change to what is kept, also by the service worker and other tabs. */
export const onKeptChanged = (listener: () => void): (() => void) => {
  own.add(listener)
  channel.addEventListener('message', listener)
  return () => {
    own.delete(listener)
    channel.removeEventListener('message', listener)
  }
}

export const listDeclarations = async (): Promise<KeptDeclaration[]> =>
  (await (await database()).getAll('declarations')).sort((a, b) => b.startedAt.localeCompare(a.startedAt))

export const findDeclaration = async (document: string): Promise<KeptDeclaration | undefined> =>
  (await database()).get('declarations', document)

export const keepDeclaration = async (declaration: KeptDeclaration): Promise<void> => {
  await (await database()).put('declarations', declaration)
  changed()
}

/** Keeps what was answered and where the person is. How sending goes is noted by others at the same time and stays as it is. */
export const keepAnswers = async (document: string, answers: Pick<KeptDeclaration, 'draft' | 'place'>, now: Date): Promise<void> => {
  const writing = (await database()).transaction('declarations', 'readwrite')
  const kept = await writing.store.get(document)
  if (kept) {
    const correcting = kept.correcting || (kept.signed !== null && JSON.stringify(kept.draft) !== JSON.stringify(answers.draft))
    await writing.store.put({ ...kept, ...answers, correcting, changedAt: now.toISOString() })
  }
  await writing.done
  changed()
}

export const deleteDeclaration = async (document: string): Promise<void> => {
  await (await database()).delete('declarations', document)
  changed()
}

/** Notes how sending a revision went, unless a newer revision was signed or the declaration deleted meanwhile. */
export const noteSending = async (document: string, revision: number, sending: Sending): Promise<void> => {
  const writing = (await database()).transaction('declarations', 'readwrite')
  const kept = await writing.store.get(document)
  if (kept?.signed?.revision === revision) await writing.store.put({ ...kept, sending })
  await writing.done
  changed()
}
