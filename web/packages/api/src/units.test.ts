import { describe, expect, it } from 'vitest'
import { costPerMile, distanceIn, economyIn, formatEconomy, metresFrom, millilitresFrom, volumeIn } from './units'

describe('distance and volume', () => {
  it('uses the exact mile and the exact gallons', () => {
    expect(metresFrom('mi', 1000)).toBe(1_609_344)
    expect(millilitresFrom('us_gallon', 1000)).toBe(3_785_412)
    expect(millilitresFrom('uk_gallon', 100)).toBe(454_609)
  })

  it('shows a whole mile as it was entered', () => {
    for (const miles of [1, 777, 12_345, 299_999]) {
      expect(distanceIn('mi', metresFrom('mi', miles)).toFixed(2)).toBe(`${miles}.00`)
    }
  })

  it('keeps a thousandth of a gallon', () => {
    for (const gallons of [0.001, 9.999, 12.345]) {
      expect(volumeIn('us_gallon', millilitresFrom('us_gallon', gallons)).toFixed(3)).toBe(gallons.toFixed(3))
    }
  })
})

describe('economy', () => {
  it('is litres per 100 km from millilitres', () => {
    expect(economyIn('l_per_100km', 6543)).toBeCloseTo(6.543, 10)
  })

  it('agrees with the known constants of both gallons', () => {
    expect(economyIn('mpg_us', 10_000)).toBeCloseTo(23.5214583, 6)
    expect(economyIn('mpg_uk', 10_000)).toBeCloseTo(28.2480936, 6)
    expect(economyIn('km_per_l', 5000)).toBeCloseTo(20, 10)
  })

  it('has no figure per volume where nothing was consumed', () => {
    expect(economyIn('mpg_us', 0)).toBeUndefined()
    expect(formatEconomy('mpg_us', 0)).toBe('–')
    expect(formatEconomy('km_per_l', null)).toBe('–')
  })

  it('turns a price per 100 km into one per mile', () => {
    expect(costPerMile(1000)).toBeCloseTo(16.09344, 8)
  })
})
