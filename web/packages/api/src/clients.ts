import createClient, { type Client, type Middleware } from 'openapi-fetch'
import { ApiError, problemOf, unreachable } from './api_error'
import type { components as garage, paths as GaragePaths } from './garage.gen'
import type { components as landing, paths as LandingPaths } from './landing.gen'

export type Garage = garage['schemas']
export type Landing = landing['schemas']

// The services refuse a call made with the cookie and without this header: another site cannot set it.
const csrf: Middleware = {
  onRequest({ request }) {
    request.headers.set('X-MVP-CSRF', '1')
  },
  onError() {
    return new ApiError(unreachable)
  },
}

const loginPage = /^\/auth\/login\?max_age=\d+$/

// Some acts need a recent sign-in. The page goes to the sign-in and comes back; the caller hears nothing more, because a page that
// is about to leave has nobody to tell of a refusal.
const stepUp: Middleware = {
  async onResponse({ response }) {
    if (response.status !== 401) return undefined
    const problem = problemOf(response, await response.clone().json().catch(() => undefined))
    if (problem.code !== 'reauthentication_required' || !loginPage.test(problem.login_url ?? '')) return undefined
    const { pathname, search, hash } = globalThis.location
    globalThis.location.assign(`${problem.login_url}&returnTo=${encodeURIComponent(pathname + search + hash)}`)
    return new Promise<never>(() => {})
  },
}

function clientOf<Paths extends object>(): Client<Paths> {
  const client = createClient<Paths>({
    baseUrl: globalThis.location?.origin ?? '',
    credentials: 'same-origin',
    fetch: (request) => globalThis.fetch(request),
  })
  client.use(csrf, stepUp)
  return client
}

/** The garage's API at this origin. */
export const garageApi = clientOf<GaragePaths>()

/** The landing site's API at this origin. */
export const landingApi = clientOf<LandingPaths>()

type Answer<Data> = Promise<{ data?: Data; error?: unknown; response: Response }>

/** The data of a successful call; throws ApiError for every other. */
export async function unwrap<Data>(answer: Answer<Data>): Promise<Data> {
  const { data, error, response } = await answer
  if (!response.ok) throw new ApiError(problemOf(response, error))
  return data as Data
}

/** The If-Match value of a version. */
export function entityTag(version: number): string {
  return `"${version}"`
}

/** Where signing in starts; it comes back to `returnTo`, a path of this site. */
export function signInUrl(returnTo: string, screenHint?: 'signup'): string {
  const query = new URLSearchParams({ returnTo })
  if (screenHint) query.set('screen_hint', screenHint)
  return `/auth/login?${query.toString()}`
}

/** Ends the session; the result is the address to go to next. */
export async function signOut(): Promise<string> {
  const { redirect } = await unwrap(landingApi.POST('/auth/logout'))
  return redirect
}
