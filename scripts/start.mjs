// npm start: from a fresh clone to the running demo.
import { become, build, install } from './setup.mjs'

install()
build()
become(['src/app/cli.ts', 'demo', ...process.argv.slice(2)])
