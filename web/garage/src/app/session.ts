import { garageApi, isProblem, unwrap, type Garage } from '@motovaultpro/api'
import { queryOptions, useQuery } from '@tanstack/react-query'

export type Session = Garage['Session']
export type Role = Garage['Role']

/** Who is signed in; null for nobody. A stranger and a closed garage are problems of their own. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    try {
      return await unwrap(garageApi.GET('/auth/session'))
    } catch (error) {
      if (isProblem(error, 401)) return null
      throw error
    }
  },
  staleTime: 60_000,
})

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: () => unwrap(garageApi.GET('/api/settings')),
  staleTime: 60_000,
})

const rank: Record<Role, number> = { viewer: 1, member: 2, admin: 3, owner: 4 }

/** True when `session` may do what `least` may. The server decides; this only hides what it would refuse. */
export function may(session: Session | null | undefined, least: Role): boolean {
  return session?.role ? rank[session.role] >= rank[least] : false
}

export function isPlatformGarage(session: Session): boolean {
  return session.platform_admin && session.tenant.id === 'admin'
}

export function useMay(least: Role): boolean {
  return may(useQuery(sessionQuery).data, least)
}

/** The garage's time zone; UTC until the settings are here. */
export function useTimeZone(): string {
  return useQuery(settingsQuery).data?.time_zone ?? 'UTC'
}
