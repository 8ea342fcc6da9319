/** Who may import whom: docs/architecture.md, "The house". Tests may reach wider than what they test. */
const test = '\\.(test|property|db)\\.tsx?$|/testing/'
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: { path: '^src/', pathNot: allowed }
})

module.exports = {
  forbidden: [
    only('kernel-stands-alone', '^src/kernel/', ['^src/kernel/']),
    only('standards-know-the-kernel', '^src/standards/', ['^src/kernel/', '^src/standards/']),
    only('platform-knows-kernel-and-standards', '^src/platform/', ['^src/kernel/', '^src/standards/', '^src/platform/']),
    only('model-is-pure', '^src/modules/([^/]+)/model/', [
      '^src/kernel/',
      '^src/standards/',
      '^src/modules/$1/model/',
      '^src/modules/[^/]+/index\\.ts$'
    ]),
    only('module-door-shows-the-model', '^src/modules/([^/]+)/index\\.ts$', ['^src/kernel/', '^src/standards/', '^src/modules/$1/model/']),
    only('server-stands-on-platform', '^src/modules/([^/]+)/server/', [
      '^src/kernel/',
      '^src/standards/',
      '^src/platform/',
      '^src/modules/$1/(model|server)/',
      '^src/modules/[^/]+/index\\.ts$'
    ]),
    only('module-web-stands-on-the-frame', '^src/modules/([^/]+)/web/', [
      '^src/kernel/',
      '^src/standards/',
      '^src/web/',
      '^src/modules/$1/(model|web|index\\.ts)',
      '^src/modules/[^/]+/index\\.ts$'
    ]),
    only('frame-takes-pages-by-the-door', '^src/web/', [
      '^src/kernel/',
      '^src/standards/',
      '^src/web/',
      '^src/modules/[^/]+/(index\\.ts|web/index\\.tsx|web/[a-z]+/index\\.tsx)$'
    ]),
    {
      name: 'nothing-imports-app',
      severity: 'error',
      from: { pathNot: ['^src/app/', '^bench/', '^e2e/', test] },
      to: { path: '^src/app/' }
    },
    {
      name: 'pure-needs-few-packages',
      severity: 'error',
      from: { path: ['^src/(kernel|standards)/', '^src/modules/[^/]+/model/'], pathNot: test },
      to: { path: 'node_modules', pathNot: 'node_modules/(zod|decimal\\.js|cbor-x|fflate)(/|$)' }
    },
    {
      name: 'pure-needs-no-runtime',
      severity: 'error',
      from: { path: ['^src/(kernel|standards)/', '^src/modules/[^/]+/model/'], pathNot: test },
      to: { dependencyTypes: ['core'] }
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'], conditionNames: ['import', 'default', 'node'] }
  }
}
