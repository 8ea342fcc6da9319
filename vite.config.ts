import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const here = import.meta.dirname
const root = resolve(here, 'src/web')
const dist = resolve(here, 'dist')
const server = process.env['BREAKWATER_SERVER'] ?? `http://127.0.0.1:${process.env['BREAKWATER_PORT'] ?? '8080'}`

/** Every file the page of an application reaches. */
const filesOf = (application: string, bundle: Rolldown.OutputBundle): Set<string> => {
  const files = new Set<string>()
  const visit = (fileName: string) => {
    const part = bundle[fileName]
    if (files.has(fileName) || !part) return
    files.add(fileName)
    if (part.type !== 'chunk') return
    for (const next of [...part.imports, ...part.dynamicImports]) visit(next)
    for (const next of [...(part.viteMetadata?.importedCss ?? []), ...(part.viteMetadata?.importedAssets ?? [])]) visit(next)
  }
  const page = resolve(root, application, 'index.html')
  for (const part of Object.values(bundle))
    if (part.type === 'chunk' && part.isEntry && part.facadeModuleId && resolve(part.facadeModuleId) === page) visit(part.fileName)
  return files
}

/** Files the traveller's app is made of: what its entry reaches, not the console's nor the kiosk's. */
let travellerFiles = new Set<string>()

const collectTravellerFiles = (): Plugin => ({
  name: 'breakwater:traveller-files',
  apply: 'build',
  generateBundle(_options, bundle) {
    travellerFiles = filesOf('traveller', bundle)
  }
})

const machineWorker = 'machine-worker'

/** Gives the kiosk and the gate a service worker each, with the list of their own files in it. */
const machineWorkers = (): Plugin => ({
  name: 'breakwater:machine-workers',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const worker = Object.values(bundle).find(part => part.type === 'chunk' && part.name === machineWorker)
      if (worker?.type !== 'chunk' || worker.imports.length > 0) this.error("the machines' service worker must be one file")
      const place = 'self.__MACHINE_FILES'
      if (worker.code.split(place).length !== 2) this.error("the machines' service worker has no one place for its files")
      for (const machine of ['kiosk', 'gate']) {
        const files = [...filesOf(machine, bundle)].sort().map(file => `/${file}`)
        const page = bundle[`${machine}/index.html`]
        if (page?.type !== 'asset') this.error(`there is no page for the ${machine}`)
        const version = createHash('sha256').update(files.join('\n')).update(page.source).digest('hex').slice(0, 12)
        const source = worker.code.replace(place, () => JSON.stringify({ version, files: [...files, '/mark.svg'] }))
        this.emitFile({ type: 'asset', fileName: `${machine}/service-worker.js`, source })
      }
      Reflect.deleteProperty(bundle, worker.fileName)
    }
  }
})

/** Arabic letters beyond modern Arabic and Latin beyond Western Europe are fetched when a text needs them. */
const isOfTraveller = (file: string): boolean =>
  !file.startsWith('assets/') || (travellerFiles.has(file) && !/source-sans-3-latin-ext|noto-sans-arabic-arabic/.test(file))

/** Leaves compressed copies beside what is worth it, so that the node sends them without compressing anything itself. */
const compressedCopies = (): Plugin => ({
  name: 'breakwater:compressed-copies',
  apply: 'build',
  closeBundle: {
    order: 'post',
    sequential: true,
    handler() {
      const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
      for (const file of files.filter(name => /\.(js|css|svg|wasm|webmanifest)$/.test(name))) {
        const bytes = readFileSync(join(dist, file))
        if (bytes.length < 1_024) continue
        writeFileSync(join(dist, `${file}.gz`), gzipSync(bytes, { level: 9 }))
        writeFileSync(join(dist, `${file}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
      }
    }
  }
})

/** Only the traveller's app can be installed. */
const installableAlone = (): Plugin => ({
  name: 'breakwater:installable-alone',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { path }) => (path.startsWith('/traveller/') ? html : html.replace(/\s*<link rel="manifest"[^>]*>/, ''))
  }
})

export default defineConfig({
  root,
  base: '/',
  publicDir: resolve(root, 'public'),
  build: {
    outDir: dist,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows scripts from this origin only: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        ...Object.fromEntries(
          ['index', 'traveller/index', 'console/index', 'kiosk/index', 'gate/index'].map(page => [
            page.split('/')[0] ?? page,
            resolve(root, `${page}.html`)
          ])
        ),
        [machineWorker]: resolve(root, 'device/service-worker.ts')
      }
    }
  },
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
  plugins: [
    react(),
    collectTravellerFiles(),
    machineWorkers(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'traveller',
      filename: 'service-worker.ts',
      outDir: resolve(dist, 'traveller'),
      scope: '/traveller/',
      injectRegister: null,
      registerType: 'prompt',
      manifestFilename: 'traveller/manifest.webmanifest',
      manifest: {
        id: '/traveller/',
        name: 'Breakwater: customs declaration',
        short_name: 'Declaration',
        start_url: '/traveller/',
        scope: '/traveller/',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#0b5c8a',
        icons: [{ src: '/mark.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }]
      },
      includeManifestIcons: false,
      injectManifest: {
        globDirectory: dist,
        globPatterns: ['traveller/index.html', 'assets/**', 'mark.svg'],
        modifyURLPrefix: { '': '/' },
        // Names in assets/ carry a digest already.
        dontCacheBustURLsMatching: /^\/?assets\//,
        manifestTransforms: [entries => ({ manifest: entries.filter(({ url }) => isOfTraveller(url.replace(/^\//, ''))), warnings: [] })]
      }
    }),
    installableAlone(),
    compressedCopies()
  ]
})
