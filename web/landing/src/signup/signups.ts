import { landingApi } from '@motovaultpro/api'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { meQuery } from '../session/session'
import { unwrapTimed } from '../session/unwrap_timed'

/** A garage that takes requests to join; a 404 problem for any other. */
export function tenantQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tenants', tenant],
    queryFn: () => unwrapTimed(landingApi.GET('/api/tenants/{id}', { params: { path: { id: tenant } } })),
  })
}

/** Asks to join `tenant`; asking again while a request waits changes nothing. */
export function useRequestToJoin(tenant: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => unwrapTimed(landingApi.POST('/api/signups', { body: { tenant } })),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  })
}

/** Takes one's own waiting request back. */
export function useWithdrawal(signup: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => unwrapTimed(landingApi.DELETE('/api/signups/{signup}', { params: { path: { signup } } })),
    // Refused or not, the request may stand otherwise than this page says.
    onSettled: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  })
}

const startedKey = 'motovaultpro.signup'

/** Remembers in this tab that the person pressed "Sign up" for this garage, so that coming back needs no second press. */
export function rememberStarted(tenant: string): void {
  sessionStorage.setItem(startedKey, tenant)
}

/** True once for the garage whose "Sign up" was pressed; a link from elsewhere never counts as a press. */
export function takeStarted(tenant: string): boolean {
  if (sessionStorage.getItem(startedKey) !== tenant) return false
  sessionStorage.removeItem(startedKey)
  return true
}
