import { expect, it } from 'vitest'
import type { Vehicle } from '../vehicles/vehicles'
import { formOfFuelLog, fuelLogSchema, toFuelLogInput } from './fuel_log_input'
import type { FuelLog } from './fuel_logs'

const zone = 'America/New_York'

const pickup: Vehicle = {
  id: 'v',
  version: 1,
  nickname: 'Pickup',
  vin: null,
  year: null,
  make: null,
  model: null,
  trim: null,
  license_plate: null,
  fuel_kind: 'petrol',
  distance_unit: 'mi',
  volume_unit: 'us_gallon',
  economy_unit: 'mpg_us',
  currency: 'USD',
  notes: null,
  odometer_m: null,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
}

const stored: FuelLog = {
  id: 'f',
  vehicle_id: 'v',
  version: 3,
  filled_at: '2026-07-01T16:04:37Z',
  odometer_m: 193_121_287,
  volume_ml: 45_321,
  is_full: true,
  is_missed: false,
  cost_minor: 7130,
  currency: 'EUR',
  station: 'Shell',
  note: null,
  source: 'fuelio',
  economy: { distance_m: null, volume_ml: null, ml_per_100km: null, reason: 'first_fill' },
}

it('a fill-up is shown in the units of its vehicle and the time of the garage', () => {
  expect(formOfFuelLog(stored, pickup, zone)).toMatchObject({
    filled_at: '2026-07-01T12:04',
    odometer: '120000',
    volume: '11.973',
    cost: '71.30',
  })
})

it('what was not touched is sent as it was stored, to the metre and the second', () => {
  const sent = toFuelLogInput({ ...formOfFuelLog(stored, pickup, zone), note: 'Rain' }, pickup, zone, stored)
  const { filled_at, odometer_m, volume_ml, cost_minor, currency } = stored
  expect(sent).toMatchObject({ filled_at, odometer_m, volume_ml, cost_minor, currency, note: 'Rain' })
})

it('what was typed is converted to metres, millilitres and minor units', () => {
  const form = { ...formOfFuelLog(stored, pickup, zone), odometer: '120,500', volume: '10', cost: '' }
  expect(toFuelLogInput(form, pickup, zone, stored)).toMatchObject({
    odometer_m: 193_925_952,
    volume_ml: 37_854,
    cost_minor: null,
  })
})

it('no volume and a date without a time are refused before sending', () => {
  const form = { ...formOfFuelLog(stored, pickup, zone), volume: '0', filled_at: '2026-07-01' }
  const refused = fuelLogSchema.safeParse(form).error?.issues.map(({ path }) => path[0])
  expect(refused).toEqual(['filled_at', 'volume'])
})
