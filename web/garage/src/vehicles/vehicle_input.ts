import { type Garage } from '@motovaultpro/api'
import * as z from 'zod/mini'
import { describe, type Vehicle, type VehicleInput } from './vehicles'
import { fuelKindOf, isWholeVin, normalVin, type DecodedVin } from './catalog'

/** The form's fields as text; what is sent is made by `toInput`. */
export interface VehicleForm {
  nickname: string
  vin: string
  year: string
  make: string
  model: string
  trim: string
  license_plate: string
  fuel_kind: Garage['FuelKind']
  distance_unit: Garage['DistanceUnit']
  volume_unit: Garage['VolumeUnit']
  economy_unit: Garage['EconomyUnit']
  currency: string
  notes: string
}

const text = (longest: number) => z.string().check(z.maxLength(longest, `At most ${longest} characters.`))

export const vehicleSchema = z.looseObject({
  nickname: z.string().check(z.trim(), z.minLength(1, 'Give the vehicle a name.'), z.maxLength(100, 'At most 100 characters.')),
  vin: z.string().check(
    z.refine((vin) => vin.trim() === '' || isWholeVin(normalVin(vin)), '17 letters and digits, without I, O and Q.'),
  ),
  year: z.string().check(z.regex(/^\s*(|1[89]\d\d|20\d\d)\s*$/, 'A year of four digits.')),
  make: text(100),
  model: text(100),
  trim: text(100),
  license_plate: text(20),
  currency: z.string().check(z.regex(/^[A-Za-z]{3}$/, 'Three letters, as in EUR.')),
  notes: text(10_000),
})

export const fuelKindName: Record<Garage['FuelKind'], string> = {
  petrol: 'Petrol',
  diesel: 'Diesel',
  electric: 'Electric',
  lpg: 'LPG',
  cng: 'CNG',
  hydrogen: 'Hydrogen',
  other: 'Other',
}

/** An empty form in the garage's units. */
export function blankForm(settings: Garage['Settings']): VehicleForm {
  const { distance_unit, volume_unit, economy_unit, currency } = settings
  const empty = { nickname: '', vin: '', year: '', make: '', model: '', trim: '', license_plate: '', notes: '' }
  return { ...empty, fuel_kind: 'petrol', distance_unit, volume_unit, economy_unit, currency }
}

export function formOf(vehicle: Vehicle): VehicleForm {
  return {
    nickname: vehicle.nickname,
    vin: vehicle.vin ?? '',
    year: vehicle.year === null ? '' : String(vehicle.year),
    make: vehicle.make ?? '',
    model: vehicle.model ?? '',
    trim: vehicle.trim ?? '',
    license_plate: vehicle.license_plate ?? '',
    fuel_kind: vehicle.fuel_kind,
    distance_unit: vehicle.distance_unit,
    volume_unit: vehicle.volume_unit,
    economy_unit: vehicle.economy_unit,
    currency: vehicle.currency,
    notes: vehicle.notes ?? '',
  }
}

const orNull = (value: string) => value.trim() || null

export function toInput(form: VehicleForm): VehicleInput {
  return {
    nickname: form.nickname.trim(),
    vin: normalVin(form.vin) || null,
    year: form.year.trim() === '' ? null : Number(form.year),
    make: orNull(form.make),
    model: orNull(form.model),
    trim: orNull(form.trim),
    license_plate: orNull(form.license_plate),
    fuel_kind: form.fuel_kind,
    distance_unit: form.distance_unit,
    volume_unit: form.volume_unit,
    economy_unit: form.economy_unit,
    currency: form.currency.toUpperCase(),
    notes: orNull(form.notes),
  }
}

/** What a decoded number says for the form; fields it does not know stay as they are. */
export function filledFrom(decoded: DecodedVin, nickname: string): Partial<VehicleForm> {
  const filled: Partial<VehicleForm> = {}
  if (decoded.year) filled.year = String(decoded.year)
  if (decoded.make) filled.make = decoded.make
  if (decoded.model) filled.model = decoded.model
  const trim = decoded.trim ?? decoded.series
  if (trim) filled.trim = trim
  const fuel_kind = fuelKindOf(decoded)
  if (fuel_kind) filled.fuel_kind = fuel_kind
  if (nickname.trim() === '') {
    const name = describe({ year: null, make: decoded.make ?? null, model: decoded.model ?? null, trim: null })
    if (name) filled.nickname = name
  }
  return filled
}
