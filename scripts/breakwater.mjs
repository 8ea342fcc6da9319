// npm run -s breakwater -- <command>
import { become, build, install } from './setup.mjs'

install()
if (['serve', 'demo'].includes(process.argv[2])) build()
become(['src/app/cli.ts', ...process.argv.slice(2)])
