import { createRoot } from 'react-dom/client'
import { Page } from '#web/design/index.ts'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <Page name="Breakwater" skip="Skip to the page">
      <h1>Console</h1>
    </Page>
  )
