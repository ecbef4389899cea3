/// The cars of the demonstration. `past` is what history.js makes fill-ups of.
const metric = { distance_unit: 'km', volume_unit: 'litre', economy_unit: 'l_per_100km', currency: 'EUR' };
const american = { distance_unit: 'mi', volume_unit: 'us_gallon', economy_unit: 'mpg_us', currency: 'USD' };
const german_stations = ['Aral Hauptstraße', 'Shell Nordring', 'JET Industriepark', 'Freie Tankstelle Lindner', 'TotalEnergies A9 Nord'];
const american_stations = ['Costco Gas #112', 'Shell Main Street', 'Chevron Exit 41', "Casey's"];

export const cars = [
  {
    owner: 'adam',
    vehicle: { nickname: 'Family Golf', vin: null, year: 2019, make: 'Volkswagen', model: 'Golf', trim: '1.5 TSI', license_plate: 'M-DG 1519', fuel_kind: 'petrol', ...metric },
    past: { seed: 1519, count: 40, span_days: 540, odometer_m: 61_240_000, leg_m: 590_000, ml_per_100km: 6350, price_milli: 1739, stations: german_stations, partial: [11, 27], missed: [19] },
  },
  {
    owner: 'adam',
    vehicle: { nickname: 'Passat estate', vin: null, year: 2017, make: 'Volkswagen', model: 'Passat', trim: '2.0 TDI', license_plate: 'M-DG 2017', fuel_kind: 'diesel', ...metric },
    past: { seed: 2017, count: 15, span_days: 300, odometer_m: 148_900_000, leg_m: 910_000, ml_per_100km: 5480, price_milli: 1629, stations: german_stations },
  },
  {
    owner: 'mia',
    vehicle: { nickname: 'Weekend roadster', vin: null, year: 2016, make: 'Mazda', model: 'MX-5', trim: null, license_plate: 'M-MX 516', fuel_kind: 'petrol', ...metric, notes: 'Only driven when the sun shines.' },
    past: { seed: 516, count: 9, span_days: 170, odometer_m: 38_410_000, leg_m: 430_000, ml_per_100km: 6900, price_milli: 1789, stations: german_stations, partial: [4] },
  },
  {
    owner: 'carl',
    vehicle: { nickname: 'Pool Accord', vin: '1HGCM82633A004352', year: 2003, make: 'HONDA', model: 'Accord', trim: 'EX-V6', license_plate: 'ACM 4352', fuel_kind: 'petrol', ...american },
    past: { seed: 4352, count: 14, span_days: 240, odometer_m: 221_300_000, leg_m: 520_000, ml_per_100km: 9700, price_milli: 925, stations: american_stations, partial: [6] },
  },
  {
    owner: 'carl',
    vehicle: { nickname: 'Delivery van', vin: null, year: 2020, make: 'Ford', model: 'Transit', trim: '250', license_plate: 'ACM 0250', fuel_kind: 'petrol', ...american },
    past: { seed: 250, count: 18, span_days: 200, odometer_m: 96_700_000, leg_m: 470_000, ml_per_100km: 15_200, price_milli: 915, stations: american_stations },
  },
];
