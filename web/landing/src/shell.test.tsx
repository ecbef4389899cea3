import { queryClientFor, ToastArea } from '@motovaultpro/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { siteRouter } from './router'

afterEach(() => vi.unstubAllGlobals())

it('a sign-in that failed is explained on the start page, with another try', async () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { ...location, assign })
  vi.stubGlobal('fetch', async () => Response.json({ title: 'Unauthorized', status: 401 }, { status: 401 }))
  render(
    <QueryClientProvider client={queryClientFor(() => {})}>
      <ToastArea>
        <RouterProvider router={siteRouter(createMemoryHistory({ initialEntries: ['/?auth_error=expired'] }))} />
      </ToastArea>
    </QueryClientProvider>,
  )
  expect(await screen.findByText(/took too long/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(assign).toHaveBeenCalledExactlyOnceWith('/auth/login?returnTo=%2Flogin')
})
