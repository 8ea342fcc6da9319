import { existsSync } from 'node:fs'
import { chromium, type Browser } from '@playwright/test'

const known = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const program = (): string => {
  const found = [process.env['BREAKWATER_CHROMIUM'], ...known].find(path => path && existsSync(path))
  if (!found) throw new Error('No Chromium on this machine; name it with BREAKWATER_CHROMIUM.')
  return found
}

/** A browser; with `video`, its camera plays that file, read anew each time a page opens the camera. */
export const openBrowser = (video?: string): Promise<Browser> =>
  chromium.launch({
    executablePath: program(),
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--autoplay-policy=no-user-gesture-required',
      ...(video === undefined
        ? []
        : ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`])
    ]
  })
