import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { messages } from './messages.ts'
import { modules } from './modules.ts'
import { queries } from './node.ts'
import { router } from './router.tsx'
import { Themed } from './theme.tsx'
import { startTheme } from '#web/design/index.ts'
import { startLanguage } from '#web/i18n/index.ts'

startTheme()
await startLanguage([messages, ...modules.map(module => module.messages)])

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Themed>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Themed>
    </StrictMode>
  )
