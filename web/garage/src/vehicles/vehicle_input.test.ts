import { expect, it } from 'vitest'
import { fuelKindOf, normalVin, yearIn } from './catalog'
import { decoded } from './decoded.fixture'
import { blankForm, filledFrom, toInput, vehicleSchema } from './vehicle_input'

const settings = { distance_unit: 'mi', volume_unit: 'us_gallon', economy_unit: 'mpg_us', currency: 'USD', time_zone: 'UTC' } as const
const truck = decoded({ vin: '1FTFW1ET5DFC10312', year: 2013, make: 'FORD', model: 'F-150', series: 'XLT' })

it('a new vehicle starts in the units of the garage', () => {
  expect(toInput({ ...blankForm(settings), nickname: ' Truck ' })).toMatchObject({
    nickname: 'Truck',
    vin: null,
    year: null,
    distance_unit: 'mi',
    currency: 'USD',
  })
})

it('a VIN may be typed with spaces and in small letters', () => {
  expect(normalVin(' 1ftfw1et5-dfc 10312 ')).toBe('1FTFW1ET5DFC10312')
})

it('a VIN with I, O or Q or of another length is refused', () => {
  const check = (vin: string) => vehicleSchema.safeParse({ ...blankForm(settings), nickname: 'x', vin }).success
  expect([check(''), check('1FTFW1ET5DFC10312'), check('1FTFW1ET5DFC1031'), check('1FTFW1ET5DFC1031I')]).toEqual([true, true, false, false])
})

it('decoding fills in what it knows and leaves a given name alone', () => {
  expect(filledFrom(truck, '')).toEqual({ year: '2013', make: 'FORD', model: 'F-150', trim: 'XLT', nickname: 'FORD F-150' })
  expect(filledFrom({ ...truck, year: null }, 'Truck')).toEqual({ make: 'FORD', model: 'F-150', trim: 'XLT' })
})

it('the fuel of the catalogue becomes one of ours', () => {
  const kind = (fuel: string | null, electrification: string | null = null) => fuelKindOf({ fuel, electrification })
  expect(kind('Gasoline')).toBe('petrol')
  expect(kind('Diesel')).toBe('diesel')
  expect(kind('Compressed Natural Gas (CNG)')).toBe('cng')
  expect(kind('Gasoline', 'PHEV (Plug-in Hybrid Electric Vehicle)')).toBe('petrol')
  expect(kind('Electric', 'BEV (Battery Electric Vehicle)')).toBe('electric')
  expect(kind(null)).toBeUndefined()
})

it('a search names a year unless the number is the model', () => {
  expect(yearIn('2018 civic', 'Civic')).toBe('2018')
  expect(yearIn('peugeot 2008', '2008')).toBeUndefined()
  expect(yearIn('peugeot 2008 2019', '2008')).toBe('2019')
  expect(yearIn('f150', 'F-150')).toBeUndefined()
})
