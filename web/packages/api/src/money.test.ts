import { expect, it } from 'vitest'
import { parseDecimal, parseDistance } from './decimal'
import { minorDigits, minorFrom } from './money'

it('a currency has its own number of decimals', () => {
  expect([minorDigits('EUR'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3])
  expect(minorFrom(71.3, 'EUR')).toBe(7130)
  expect(minorFrom(8000, 'JPY')).toBe(8000)
})

it('a number may be typed with a comma or a point', () => {
  expect(parseDecimal('45,32')).toBe(45.32)
  expect(parseDecimal(' 45.32 ')).toBe(45.32)
  expect(parseDecimal('123 456')).toBe(123456)
  expect(parseDecimal('1.234,56')).toBe(1234.56)
  expect(parseDecimal('1,234,567')).toBe(1234567)
})

it('what is no number is refused', () => {
  for (const text of ['', 'abc', '1..2', '12,', '1.2.3,4,5', '-']) expect(parseDecimal(text)).toBeUndefined()
})

it('an odometer is read in thousands', () => {
  expect(parseDistance('123,456')).toBe(123456)
  expect(parseDistance('123.456')).toBe(123456)
  expect(parseDistance('123456.7')).toBe(123456.7)
})
