import { applyStoredTheme, queryClientFor, ToastArea } from '@motovaultpro/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './app.css'
import { siteRouter } from './router'
import { sessionQuery } from './session/session'

applyStoredTheme()
const router = siteRouter()
const client = queryClientFor((queries) => queries.setQueryData(sessionQuery.queryKey, null))

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ToastArea>
        <RouterProvider router={router} />
      </ToastArea>
    </QueryClientProvider>
  </StrictMode>,
)
