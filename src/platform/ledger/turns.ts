/** Lets those who want the same keys in one after another, in the order they asked; nobody can wait in a circle. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>()

  async take<T>(keys: readonly string[], body: () => Promise<T>): Promise<T> {
    const before = keys.map(key => this.#last.get(key)).filter(turn => turn !== undefined)
    const { promise, resolve } = Promise.withResolvers<void>()
    for (const key of keys) this.#last.set(key, promise)
    try {
      if (before.length > 0) await Promise.all(before)
      return await body()
    } finally {
      for (const key of keys) if (this.#last.get(key) === promise) this.#last.delete(key)
      resolve()
    }
  }
}
