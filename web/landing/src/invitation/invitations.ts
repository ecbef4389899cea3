import { landingApi, signInUrl } from '@motovaultpro/api'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { meQuery } from '../session/session'
import { unwrapTimed } from '../session/unwrap_timed'
import { forgetToken } from './token'

/** What the invitation of this token is; a 404 problem for a token of none. */
export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: ['invitations', token],
    queryFn: () => unwrapTimed(landingApi.POST('/api/invitations/look-up', { body: { token } })),
  })
}

/** Makes the person a member. */
export function useAcceptance(token: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => unwrapTimed(landingApi.POST('/api/invitations/accept', { body: { token } })),
    onSuccess: () => {
      forgetToken()
      return client.invalidateQueries({ queryKey: meQuery.queryKey })
    },
  })
}

/** To the identity provider and back to the invitation, with the invited address filled in. */
export function signInAs(email: string, how: 'signup' | 'sign in' | 'anew' = 'sign in'): string {
  const url = signInUrl('/invitation', how === 'signup' ? 'signup' : undefined)
  const asksAgain = how === 'anew' ? '&max_age=0' : ''
  return `${url}&login_hint=${encodeURIComponent(email)}${asksAgain}`
}
