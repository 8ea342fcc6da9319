import type { FeedEntry } from '../contract.ts'
import type { OpenNode } from '../open-node.ts'

/** Reads the feed from its beginning by position, at every wake and in between, and keeps everything it was given. */
export const followFeed = (node: OpenNode): { until(position: number): Promise<FeedEntry[]>; reads(): number } => {
  const seen: FeedEntry[] = []
  let [reads, stop] = [0, false]
  let woken = Promise.withResolvers<void>()
  const unsubscribe = node.ledger.onAppended(() => woken.resolve())
  const following = (async () => {
    while (!stop) {
      const found = await node.ledger.feed(seen.at(-1)?.position ?? 0, 100)
      if (found.length > 0) reads++
      seen.push(...found)
      if (found.length > 0) continue
      const soon = setTimeout(() => woken.resolve(), 50)
      await woken.promise
      clearTimeout(soon)
      woken = Promise.withResolvers<void>()
    }
  })()
  return {
    reads: () => reads,
    until: async position => {
      for (const end = Date.now() + 10_000; (seen.at(-1)?.position ?? 0) < position && Date.now() < end;)
        await new Promise(resolve => setTimeout(resolve, 20))
      stop = true
      woken.resolve()
      await following
      unsubscribe()
      return seen
    }
  }
}
