import { costPerMile, garageApi, unwrap, type DistanceUnit, type Garage } from '@motovaultpro/api'
import { queryOptions } from '@tanstack/react-query'

export type Economy = Garage['Economy']
export type Reason = Garage['NoEconomyReason']

/** Under the vehicle's key, so that whatever changes its history refreshes this too. */
export function economyQuery(vehicle: string) {
  return queryOptions({
    queryKey: ['vehicle', vehicle, 'economy'],
    queryFn: () => unwrap(garageApi.GET('/api/vehicles/{vehicle}/economy', { params: { path: { vehicle } } })),
  })
}

/** Why a fill-up has no figure, in words. */
export const reasonText: Record<Reason, string> = {
  partial_fill: 'Not filled up: counts towards the next full tank',
  first_fill: 'First full tank: the measuring starts here',
  missed_fill: 'A fill-up before this one is missing',
  no_odometer: 'No odometer reading',
  odometer_outlier: 'The odometer does not fit its neighbours',
  no_distance: 'No distance since the last full tank',
}

export const costPerLabel: Record<DistanceUnit, string> = { km: 'per 100 km', mi: 'per mile' }

/** Minor units per 100 km, or per mile where miles are driven. */
export function costPerDistance(unit: DistanceUnit, cost_minor_per_100km: number | null | undefined): number | null {
  if (cost_minor_per_100km == null) return null
  return unit === 'mi' ? costPerMile(cost_minor_per_100km) : cost_minor_per_100km
}
