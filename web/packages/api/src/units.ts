import type { Garage } from './clients'

export type DistanceUnit = Garage['DistanceUnit']
export type VolumeUnit = Garage['VolumeUnit']
export type EconomyUnit = Garage['EconomyUnit']

/** Exact by definition: the international mile, the US gallon of 231 cubic inches, the imperial gallon. */
const metresPer: Record<DistanceUnit, number> = { km: 1000, mi: 1609.344 }
const millilitresPer: Record<VolumeUnit, number> = { litre: 1000, us_gallon: 3785.411784, uk_gallon: 4546.09 }

export const distanceLabel: Record<DistanceUnit, string> = { km: 'km', mi: 'mi' }
export const volumeLabel: Record<VolumeUnit, string> = { litre: 'L', us_gallon: 'US gal', uk_gallon: 'UK gal' }
export const economyLabel: Record<EconomyUnit, string> = {
  l_per_100km: 'L/100 km',
  mpg_us: 'mpg (US)',
  mpg_uk: 'mpg (UK)',
  km_per_l: 'km/L',
}

export const distanceName: Record<DistanceUnit, string> = { km: 'Kilometres', mi: 'Miles' }
export const volumeName: Record<VolumeUnit, string> = { litre: 'Litres', us_gallon: 'US gallons', uk_gallon: 'Imperial gallons' }
export const economyName: Record<EconomyUnit, string> = {
  l_per_100km: 'Litres per 100 km',
  mpg_us: 'Miles per US gallon',
  mpg_uk: 'Miles per imperial gallon',
  km_per_l: 'Kilometres per litre',
}

export function distanceIn(unit: DistanceUnit, distance_m: number): number {
  return distance_m / metresPer[unit]
}

/** Whole metres. */
export function metresFrom(unit: DistanceUnit, distance: number): number {
  return Math.round(distance * metresPer[unit])
}

export function volumeIn(unit: VolumeUnit, volume_ml: number): number {
  return volume_ml / millilitresPer[unit]
}

/** Whole millilitres. */
export function millilitresFrom(unit: VolumeUnit, volume: number): number {
  return Math.round(volume * millilitresPer[unit])
}

const metresPer100km = 100_000

/** Consumption in `unit`; undefined where nothing was consumed, which a distance per volume cannot express. */
export function economyIn(unit: EconomyUnit, ml_per_100km: number): number | undefined {
  if (unit === 'l_per_100km') return ml_per_100km / millilitresPer.litre
  if (ml_per_100km <= 0) return undefined
  if (unit === 'km_per_l') return (metresPer100km / metresPer.km) * (millilitresPer.litre / ml_per_100km)
  const gallon = unit === 'mpg_us' ? millilitresPer.us_gallon : millilitresPer.uk_gallon
  return (metresPer100km / metresPer.mi) * (gallon / ml_per_100km)
}

/** Minor units per mile from minor units per 100 km. */
export function costPerMile(cost_minor_per_100km: number): number {
  return (cost_minor_per_100km * metresPer.mi) / metresPer100km
}

const none = '–'

function formatted(value: number, digits: number): string {
  return value.toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

export function formatDistance(unit: DistanceUnit, distance_m: number | null | undefined, digits = 0): string {
  if (distance_m == null) return none
  return `${formatted(distanceIn(unit, distance_m), digits)} ${distanceLabel[unit]}`
}

export function formatVolume(unit: VolumeUnit, volume_ml: number | null | undefined): string {
  if (volume_ml == null) return none
  return `${formatted(volumeIn(unit, volume_ml), unit === 'litre' ? 2 : 3)} ${volumeLabel[unit]}`
}

/** The figure alone, for places that show the unit elsewhere. */
export function economyFigure(unit: EconomyUnit, ml_per_100km: number | null | undefined): string {
  const value = ml_per_100km == null ? undefined : economyIn(unit, ml_per_100km)
  return value === undefined ? none : formatted(value, unit === 'l_per_100km' ? 2 : 1)
}

export function formatEconomy(unit: EconomyUnit, ml_per_100km: number | null | undefined): string {
  const figure = economyFigure(unit, ml_per_100km)
  return figure === none ? none : `${figure} ${economyLabel[unit]}`
}
