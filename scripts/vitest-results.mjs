import { writeFileSync } from 'node:fs'

/** Leaves counts, and why each skipped test was skipped, where scripts/test.mjs asks for them. */
export default class Results {
  onTestRunEnd(modules, unhandledErrors) {
    const counted = { passed: 0, failed: unhandledErrors.length, skipped: [], long: [] }
    for (const module of modules) {
      if (module.state() === 'failed' && [...module.children.allTests()].every(test => test.result().state !== 'failed'))
        counted.failed += 1
      for (const test of module.children.allTests()) {
        const { state, note } = test.result()
        if (module.moduleId.includes('.long.test.')) {
          counted.long.push({ name: test.fullName, state, seconds: (test.diagnostic()?.duration ?? 0) / 1000 })
        }
        if (state === 'passed') counted.passed += 1
        else if (state === 'failed') counted.failed += 1
        else counted.skipped.push(`${test.fullName}${note ? `: ${note}` : ''}`)
      }
    }
    if (process.env.BREAKWATER_RESULTS) writeFileSync(process.env.BREAKWATER_RESULTS, JSON.stringify(counted))
  }
}
