import { createRoot } from 'react-dom/client'
import { attachedBarrier, chooseRelay } from './attached-barrier.ts'
import { Gate, gateWords, RelayChoice } from '#modules/travellers/web/gate/index.tsx'
import { DeviceApp } from '#web/device/device-app.tsx'
import { keepPage } from '#web/device/keep-page.ts'
import { words as deviceWords } from '#web/device/words.ts'
import { currentLanguage, startLanguage } from '#web/i18n/index.ts'

document.documentElement.dataset['reading'] = 'kiosk'
keepPage('gate')
const root = document.getElementById('root')
void Promise.all([startLanguage([deviceWords, gateWords]), attachedBarrier()]).then(([, barrier]) => {
  const first = currentLanguage()
  const choosing = new URLSearchParams(location.search).has('relay')
  if (root)
    createRoot(root).render(
      <DeviceApp kind="gate">
        {(station, disown) =>
          choosing ? (
            <RelayChoice station={station} onChoose={() => void chooseRelay().then(() => location.replace('/gate/'))} />
          ) : (
            <Gate station={station} disown={disown} barrier={barrier} firstLanguage={first} />
          )
        }
      </DeviceApp>
    )
})
