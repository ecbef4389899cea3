import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

export type Invitation = Garage['Invitation']
export type InvitationInput = Garage['InvitationInput']

/** Those that may still be accepted, newest first. */
export const openInvitationsQuery = infiniteQueryOptions({
  queryKey: ['invitations', 'pending'],
  queryFn: ({ pageParam }) =>
    unwrap(garageApi.GET('/api/invitations', { params: { query: { state: 'pending', ...(pageParam ? { cursor: pageParam } : {}) } } })),
  initialPageParam: '',
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

function useRefresh() {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: ['invitations'] })
    await client.invalidateQueries({ queryKey: ['audit'] })
  }
}

export function useInvite() {
  const refresh = useRefresh()
  return useMutation({ mutationFn: (body: InvitationInput) => unwrap(garageApi.POST('/api/invitations', { body })), onSettled: refresh })
}

export function useRevokeInvitation() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (invitation: string) => unwrap(garageApi.DELETE('/api/invitations/{invitation}', { params: { path: { invitation } } })),
    onSettled: refresh,
  })
}
