import { writeFileSync } from 'node:fs'

/** Leaves counts, and why each skipped journey was skipped, where scripts/test.mjs asks for them. */
export default class Results {
  #tests = new Map()

  onTestEnd(test, result) {
    this.#tests.set(test.id, { test, result })
  }

  onEnd() {
    const counted = { passed: 0, failed: 0, skipped: [] }
    for (const { test, result } of this.#tests.values()) {
      if (result.status === 'passed') counted.passed += 1
      else if (result.status === 'skipped')
        counted.skipped.push(`${test.title}: ${test.annotations.find(note => note.type === 'skip')?.description ?? ''}`)
      else counted.failed += 1
    }
    if (process.env.BREAKWATER_RESULTS) writeFileSync(process.env.BREAKWATER_RESULTS, JSON.stringify(counted))
  }
}
