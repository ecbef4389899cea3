import { afterEach, expect, it, vi } from 'vitest'
import { ApiError, isProblem } from './api_error'
import { entityTag, garageApi, signInUrl, unwrap } from './clients'

afterEach(() => vi.unstubAllGlobals())

function answer(status: number, body: string, type = 'application/problem+json') {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(body, { status, headers: { 'content-type': type } }))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

it('every call carries the header another site cannot set', async () => {
  const fetch = answer(200, '{"items":[],"next_cursor":null}', 'application/json')
  await unwrap(garageApi.GET('/api/vehicles'))
  expect((fetch.mock.lastCall as unknown as [Request])[0].headers.get('X-MVP-CSRF')).toBe('1')
})

it('a refusal becomes an error with its field and request id', async () => {
  answer(422, '{"type":"about:blank","title":"Invalid","status":422,"detail":"Too short.","field":"/vin","request_id":"r1"}')
  const error = await unwrap(garageApi.GET('/api/vehicles')).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(ApiError)
  expect((error as ApiError).problem).toMatchObject({ status: 422, detail: 'Too short.', field: '/vin', request_id: 'r1' })
})

it('an error page of a proxy keeps its status', async () => {
  answer(502, '<html>Bad gateway</html>', 'text/html')
  const error = await unwrap(garageApi.GET('/api/vehicles')).catch((e: unknown) => e)
  expect(isProblem(error, 502)).toBe(true)
})

it('no answer at all is status 0', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
  const error = await unwrap(garageApi.GET('/api/vehicles')).catch((e: unknown) => e)
  expect(isProblem(error, 0)).toBe(true)
})

it('an act that needs a recent sign-in leads to the sign-in and back to the same page', async () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { origin: 'http://admin.example', pathname: '/admin', search: '?page=2', hash: '', assign })
  answer(401, '{"title":"Unauthorized","status":401,"code":"reauthentication_required","login_url":"/auth/login?max_age=600"}')
  const call = unwrap(garageApi.GET('/api/vehicles'))
  const first = await Promise.race([call.catch(() => 'refused'), new Promise((resolve) => setTimeout(resolve, 0, 'still waiting'))])
  expect(first).toBe('still waiting')
  expect(assign).toHaveBeenCalledExactlyOnceWith('/auth/login?max_age=600&returnTo=%2Fadmin%3Fpage%3D2')
})

it('no answer sends the browser anywhere but to our own sign-in', async () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { origin: 'http://admin.example', pathname: '/', search: '', hash: '', assign })
  answer(401, '{"title":"Unauthorized","status":401,"code":"reauthentication_required","login_url":"https://evil.example/auth/login?max_age=600"}')
  const error = await unwrap(garageApi.GET('/api/vehicles')).catch((e: unknown) => e)
  expect(isProblem(error, 401, 'reauthentication_required')).toBe(true)
  expect(assign).not.toHaveBeenCalled()
})

it('a version is sent in quotes and a path comes back encoded', () => {
  expect(entityTag(7)).toBe('"7"')
  expect(signInUrl('/signup/acme/request', 'signup')).toBe('/auth/login?returnTo=%2Fsignup%2Facme%2Frequest&screen_hint=signup')
})
