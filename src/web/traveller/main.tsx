import { createRoot } from 'react-dom/client'
import { Kept } from './kept.tsx'
import { TravellerApp, travellerWords, zoneWords } from '#modules/travellers/web/traveller/index.tsx'
import { startLanguage } from '#web/i18n/index.ts'

document.documentElement.dataset['reading'] = 'public'
const root = document.getElementById('root')
void startLanguage([travellerWords, zoneWords]).then(() => {
  if (root) createRoot(root).render(<Kept>{ready => <TravellerApp ready={ready} />}</Kept>)
})
