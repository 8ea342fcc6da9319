import { createRoot } from 'react-dom/client'
import { Kiosk, kioskWords, travellerWords, zoneWords } from '#modules/travellers/web/kiosk/index.tsx'
import { DeviceApp } from '#web/device/device-app.tsx'
import { keepPage } from '#web/device/keep-page.ts'
import { words as deviceWords } from '#web/device/words.ts'
import { currentLanguage, startLanguage } from '#web/i18n/index.ts'

document.documentElement.dataset['reading'] = 'kiosk'
keepPage('kiosk')
const root = document.getElementById('root')
void startLanguage([deviceWords, kioskWords, travellerWords, zoneWords]).then(() => {
  const first = currentLanguage()
  if (root)
    createRoot(root).render(
      <DeviceApp kind="kiosk">{(station, disown) => <Kiosk station={station} disown={disown} firstLanguage={first} />}</DeviceApp>
    )
})
