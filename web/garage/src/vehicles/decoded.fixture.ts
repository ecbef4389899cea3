import type { DecodedVin } from './catalog'

/** A decoded number of which nothing is known but what is given. */
export function decoded(known: Partial<DecodedVin> = {}): DecodedVin {
  const base: DecodedVin = {
    vin: '1HGCM82633A004352',
    valid: true,
    confidence: 1,
    year: null,
    year_candidates: [],
    make: null,
    model: null,
    vehicle_type: null,
    series: null,
    trim: null,
    body: null,
    doors: null,
    drive: null,
    fuel: null,
    fuel_secondary: null,
    electrification: null,
    cylinders: null,
    displacement_l: null,
    engine_model: null,
    engine_manufacturer: null,
    power_hp: null,
    transmission: null,
    transmission_speeds: null,
    gvwr: null,
    plant: null,
    manufacturer: null,
    country: null,
    errors: [],
    suggestion: null,
    elements: null,
  }
  return { ...base, ...known }
}

/** The Accord of the check digit's textbook example. */
export const accord = decoded({ year: 2003, year_candidates: [2003], make: 'HONDA', model: 'Accord', trim: 'EX', fuel: 'Gasoline', plant: 'Marysville' })
