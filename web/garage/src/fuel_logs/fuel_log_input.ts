import {
  distanceIn,
  fromWallClock,
  majorFrom,
  metresFrom,
  millilitresFrom,
  minorDigits,
  minorFrom,
  parseDecimal,
  parseDistance,
  plainDecimal,
  toWallClock,
  volumeIn,
} from '@motovaultpro/api'
import * as z from 'zod/mini'
import type { Vehicle } from '../vehicles/vehicles'
import type { FuelLog, FuelLogInput } from './fuel_logs'

/** The form's fields as typed, in the vehicle's units and the garage's time zone. */
export interface FuelLogForm {
  filled_at: string
  odometer: string
  volume: string
  cost: string
  is_full: boolean
  is_missed: boolean
  station: string
  note: string
}

const isEmpty = (text: string) => text.trim() === ''
const isPositive = (text: string) => (parseDecimal(text) ?? 0) > 0
const isAmount = (value: number | undefined) => value !== undefined && value >= 0

export const fuelLogSchema = z.looseObject({
  filled_at: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'Date and time, please.')),
  odometer: z.string().check(z.refine((text) => isEmpty(text) || isAmount(parseDistance(text)), 'A number, or nothing.')),
  volume: z.string().check(z.refine(isPositive, 'A number above zero.')),
  cost: z.string().check(z.refine((text) => isEmpty(text) || isAmount(parseDecimal(text)), 'An amount, or nothing.')),
  station: z.string().check(z.maxLength(200, 'At most 200 characters.')),
  note: z.string().check(z.maxLength(2000, 'At most 2000 characters.')),
})

export function blankFuelLog(zone: string): FuelLogForm {
  const filled_at = toWallClock(Date.now(), zone)
  return { filled_at, odometer: '', volume: '', cost: '', is_full: true, is_missed: false, station: '', note: '' }
}

export function formOfFuelLog(log: FuelLog, vehicle: Vehicle, zone: string): FuelLogForm {
  return {
    filled_at: toWallClock(log.filled_at, zone),
    odometer: log.odometer_m === null ? '' : plainDecimal(distanceIn(vehicle.distance_unit, log.odometer_m), 1),
    volume: plainDecimal(volumeIn(vehicle.volume_unit, log.volume_ml), 3),
    cost: log.cost_minor === null ? '' : majorFrom(log.cost_minor, log.currency).toFixed(minorDigits(log.currency)),
    is_full: log.is_full,
    is_missed: log.is_missed,
    station: log.station ?? '',
    note: log.note ?? '',
  }
}

/**
 * What is sent. A field of `edited` whose text was not touched keeps its stored value: showing it in other units
 * and reading it back must not move it.
 */
export function toFuelLogInput(form: FuelLogForm, vehicle: Vehicle, zone: string, edited: FuelLog | null): FuelLogInput {
  const before = edited ? formOfFuelLog(edited, vehicle, zone) : null
  const isKept = (name: keyof FuelLogForm) => before !== null && before[name] === form[name]
  const currency = edited?.currency ?? vehicle.currency
  const odometer = parseDistance(form.odometer)
  const cost = parseDecimal(form.cost)
  return {
    filled_at: edited && isKept('filled_at') ? edited.filled_at : fromWallClock(form.filled_at, zone),
    odometer_m:
      edited && isKept('odometer') ? edited.odometer_m : odometer === undefined ? null : metresFrom(vehicle.distance_unit, odometer),
    volume_ml: edited && isKept('volume') ? edited.volume_ml : millilitresFrom(vehicle.volume_unit, parseDecimal(form.volume) ?? 0),
    cost_minor: edited && isKept('cost') ? edited.cost_minor : cost === undefined ? null : minorFrom(cost, currency),
    currency,
    is_full: form.is_full,
    is_missed: form.is_missed,
    station: form.station.trim() || null,
    note: form.note.trim() || null,
  }
}
