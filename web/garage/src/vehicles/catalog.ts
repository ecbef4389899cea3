import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { VehicleInput } from './vehicles'

export type DecodedVin = Garage['DecodedVin']

const hour_ms = 3_600_000
const kept = { staleTime: hour_ms, retry: false } as const

const yearsQuery = queryOptions({
  queryKey: ['catalog', 'years'],
  queryFn: () => unwrap(garageApi.GET('/api/catalog/years')),
  ...kept,
})

const makesQuery = (year: number | undefined) =>
  queryOptions({
    queryKey: ['catalog', 'makes', year],
    queryFn: () => unwrap(garageApi.GET('/api/catalog/makes', { params: { query: { year: year as number } } })),
    enabled: year !== undefined,
    ...kept,
  })

const modelsQuery = (year: number | undefined, make_id: number | undefined) =>
  queryOptions({
    queryKey: ['catalog', 'models', year, make_id],
    queryFn: () =>
      unwrap(
        garageApi.GET('/api/catalog/models', { params: { query: { year: year as number, make_id: make_id as number } } }),
      ),
    enabled: year !== undefined && make_id !== undefined,
    ...kept,
  })

/** What the catalogue suggests for year, make and model; nothing when it is away, for it only saves typing. */
export function useSuggestions(year: string, make: string) {
  const years = useQuery(yearsQuery).data?.items ?? []
  const known = years.find((item) => String(item) === year.trim())
  const makes = useQuery(makesQuery(known)).data?.items ?? []
  const make_id = makes.find(({ name }) => name.toLowerCase() === make.trim().toLowerCase())?.id
  const models = useQuery(modelsQuery(known, make_id)).data?.items ?? []
  return { years: years.map(String), makes: makes.map(({ name }) => name), models: models.map(({ name }) => name) }
}

export function decodeVin(vin: string): Promise<DecodedVin> {
  return unwrap(garageApi.GET('/api/catalog/vin/{vin}', { params: { path: { vin } } }))
}

/** As typed or copied: without spaces and hyphens, in capitals. */
export function normalVin(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase()
}

/** The fuel a decoded number names, in our terms. */
export function fuelKindOf(decoded: Pick<DecodedVin, 'fuel' | 'electrification'>): VehicleInput['fuel_kind'] | undefined {
  const fuel = decoded.fuel?.toLowerCase() ?? ''
  if (/\bbev\b|battery electric/.test(decoded.electrification?.toLowerCase() ?? '')) return 'electric'
  if (/gasoline|petrol|flex|ethanol|e85/.test(fuel)) return 'petrol'
  if (fuel.includes('diesel')) return 'diesel'
  if (/propane|lpg/.test(fuel)) return 'lpg'
  if (/natural gas|cng/.test(fuel)) return 'cng'
  if (/hydrogen|fuel cell/.test(fuel)) return 'hydrogen'
  if (fuel.includes('electric')) return 'electric'
  return undefined
}
