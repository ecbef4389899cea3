import { expect, it } from 'vitest'
import { accord, decoded } from './decoded.fixture'
import type { CatalogFields } from './use_cascade'
import { offersOf, planFill, reverted, sayFilled } from './vin_fill'
import { certainty } from './vin_result'

const blank: CatalogFields = { nickname: '', year: '', make: '', model: '', trim: '', fuel_kind: 'petrol' }

it('only empty fields are filled in', () => {
  const fill = planFill({ ...blank, make: 'Hunda' }, accord, true)
  expect(fill.after).toEqual({ nickname: 'HONDA Accord', year: '2003', model: 'Accord', trim: 'EX' })
})

it('the fuel is filled in as long as nobody has chosen it', () => {
  const diesel = decoded({ fuel: 'Diesel' })
  expect(planFill(blank, diesel, true).after).toEqual({ fuel_kind: 'diesel' })
  expect(planFill(blank, diesel, false).after).toEqual({})
})

it('what differs is offered, small and capital letters are no difference', () => {
  const offers = offersOf({ ...blank, year: '2003', make: 'Honda', model: 'Civic', trim: 'EX', fuel_kind: 'diesel' }, accord)
  expect(offers).toEqual({ model: { value: 'Accord', text: 'Accord' }, fuel_kind: { value: 'petrol', text: 'Petrol' } })
})

it('going back leaves what the person changed since', () => {
  const fill = planFill(blank, accord, true)
  expect(reverted({ ...blank, ...fill.after, model: 'Civic' }, fill)).toEqual({ nickname: '', year: '', make: '', trim: '' })
})

it('it says in words what was filled in', () => {
  expect(sayFilled(planFill(blank, accord, true))).toBe('Filled in year, make, model, trim and name.')
  expect(sayFilled({ before: {}, after: {} })).toBe('Nothing to fill in.')
})

it('a number that is not valid is never decoded with certainty', () => {
  expect(certainty({ valid: true, confidence: 1 })).toBe('Decoded with certainty')
  expect(certainty({ valid: false, confidence: 1 })).toMatch(/^Decoded partly/)
  expect(certainty({ valid: true, confidence: 0.2 })).toMatch(/^Hardly decoded/)
})
