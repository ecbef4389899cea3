import { ApiError, garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { VehicleInput } from './vehicles'

export type DecodedVin = Garage['DecodedVin']
export type Engine = Garage['Engine']
export type Found = Garage['Found']['items'][number]

const hour_ms = 3_600_000
// Asked also when the browser believes to be offline: an answer that does not come must be said, not waited for.
const kept = { staleTime: hour_ms, retry: false, networkMode: 'always' } as const

export interface ModelOfYear {
  year: number
  make_id: number
  model_id: number
}

export const yearsQuery = queryOptions({
  queryKey: ['catalog', 'years'],
  queryFn: ({ signal }) => unwrap(garageApi.GET('/api/catalog/years', { signal })),
  ...kept,
})

export const makesQuery = (year: number | undefined) =>
  queryOptions({
    queryKey: ['catalog', 'makes', year],
    queryFn: year === undefined ? skipToken : ({ signal }) => unwrap(garageApi.GET('/api/catalog/makes', { params: { query: { year } }, signal })),
    ...kept,
  })

export const modelsQuery = (query: Omit<ModelOfYear, 'model_id'> | undefined) =>
  queryOptions({
    queryKey: ['catalog', 'models', query],
    queryFn: query ? ({ signal }) => unwrap(garageApi.GET('/api/catalog/models', { params: { query }, signal })) : skipToken,
    ...kept,
  })

export const trimsQuery = (query: ModelOfYear | undefined) =>
  queryOptions({
    queryKey: ['catalog', 'trims', query],
    queryFn: query ? ({ signal }) => unwrap(garageApi.GET('/api/catalog/trims', { params: { query }, signal })) : skipToken,
    ...kept,
  })

export const enginesQuery = (query: (ModelOfYear & { trim?: string }) | undefined) =>
  queryOptions({
    queryKey: ['catalog', 'engines', query],
    queryFn: query ? ({ signal }) => unwrap(garageApi.GET('/api/catalog/engines', { params: { query }, signal })) : skipToken,
    ...kept,
  })

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['catalog', 'search', q],
    queryFn: q ? ({ signal }) => unwrap(garageApi.GET('/api/catalog/search', { params: { query: { q, limit: 10 } }, signal })) : skipToken,
    ...kept,
  })

export const vinQuery = (vin: string | null) =>
  queryOptions({
    queryKey: ['catalog', 'vin', vin],
    queryFn: vin ? ({ signal }) => unwrap(garageApi.GET('/api/catalog/vin/{vin}', { params: { path: { vin } }, signal })) : skipToken,
    ...kept,
  })

/** The catalogue did not answer, or could not. */
export function isAwayError(error: unknown): boolean {
  return error instanceof ApiError && (error.status >= 500 || error.status === 0)
}

/** As typed or copied: without spaces and hyphens, in capitals. */
export function normalVin(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase()
}

/** 17 characters, none of which could be taken for another. */
export function isWholeVin(vin: string): boolean {
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(vin)
}

/** The model year in a search such as "2018 civic"; in "peugeot 2008" the number is the model. */
export function yearIn(typed: string, model: string | null): string | undefined {
  const named = new Set(model?.match(/\d+/g))
  return typed.match(/\b(?:19|20)\d\d\b/g)?.find((year) => !named.has(year))
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
