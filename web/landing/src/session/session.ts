import { isProblem, landingApi, unwrap, type Landing } from '@motovaultpro/api'
import { queryOptions, useQuery } from '@tanstack/react-query'

export type Session = Landing['Session']

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    try {
      return await unwrap(landingApi.GET('/auth/session'))
    } catch (error) {
      if (isProblem(error, 401)) return null
      throw error
    }
  },
})

/** The person, their garages and their requests. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => unwrap(landingApi.GET('/api/me')),
})

export function useSession() {
  return useQuery(sessionQuery)
}
