import { isSameText } from '@motovaultpro/ui'
import type { DecodedVin } from './catalog'
import type { CatalogFields, Filling } from './use_cascade'
import { filledFrom, fuelKindName } from './vehicle_input'

/** What a decode wrote, and what stood there before. */
export interface Fill {
  before: Filling
  after: Filling
}

type Name = keyof CatalogFields

function entries(values: Filling): [Name, string][] {
  return Object.entries(values) as [Name, string][]
}

/** The fields that still hold what was filled in, as they were before; what the person changed since stays. */
export function reverted(values: CatalogFields, fill: Fill | null): Filling {
  if (!fill) return {}
  return Object.fromEntries(entries(fill.before).filter(([name]) => values[name] === fill.after[name]))
}

/**
 * What a decoded number may write: fields that are empty, or that an earlier decode filled. The fuel is never empty: `isFuelOpen` says that
 * nobody has chosen it.
 */
export function planFill(values: CatalogFields, decoded: DecodedVin, isFuelOpen: boolean): Fill {
  const fill: Fill = { before: {}, after: {} }
  for (const [name, value] of entries(filledFrom(decoded, values.nickname))) {
    const isFree = name === 'fuel_kind' ? isFuelOpen : values[name].trim() === ''
    if (!isFree || values[name] === value) continue
    Object.assign(fill.before, { [name]: values[name] })
    Object.assign(fill.after, { [name]: value })
  }
  return fill
}

export interface Offer {
  value: string
  /** For people. */
  text: string
}

/** What the number says otherwise than the form: never written unasked. */
export function offersOf(values: CatalogFields, decoded: DecodedVin): Partial<Record<Name, Offer>> {
  const otherwise = entries(filledFrom(decoded, values.nickname || '-')).filter(([name, value]) => !isSameText(values[name], value))
  const words = (name: Name, value: string) => (name === 'fuel_kind' ? fuelKindName[value as CatalogFields['fuel_kind']] : value)
  return Object.fromEntries(otherwise.map(([name, value]) => [name, { value, text: words(name, value) }]))
}

const spoken: Record<Name, string> = { year: 'year', make: 'make', model: 'model', trim: 'trim', fuel_kind: 'fuel', nickname: 'name' }

/** "Filled in year, make and model." */
export function sayFilled({ after }: Fill): string {
  const names = (Object.keys(spoken) as Name[]).filter((name) => after[name] !== undefined).map((name) => spoken[name])
  if (names.length === 0) return 'Nothing to fill in.'
  return `Filled in ${new Intl.ListFormat('en-GB').format(names)}.`
}
