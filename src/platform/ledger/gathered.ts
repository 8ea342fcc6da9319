/** Turns single look-ups of one turn of the loop into one look-up of many. */
export const gather = <K, V>(findMany: (keys: K[]) => Promise<(V | undefined)[]>): ((key: K) => Promise<V | undefined>) => {
  let waiting: { key: K; resolve(value: V | undefined): void; reject(error: unknown): void }[] = []
  const flush = () => {
    const asked = waiting
    waiting = []
    findMany(asked.map(({ key }) => key)).then(
      found => asked.forEach(({ resolve }, i) => resolve(found[i])),
      (error: unknown) => asked.forEach(({ reject }) => reject(error))
    )
  }
  return key =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ key, resolve, reject })
    })
}
