/// Fill-ups that could have happened: the same ones for the same car every time.
const day_ms = 86_400_000;

/// Mulberry32: small, and the same on every machine.
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/// Cold engines and winter tyres: some 7 % more in January than the mean, 7 % less in July.
const season = (time_ms) => 1 + 0.07 * Math.cos((2 * Math.PI * (time_ms / day_ms - 15)) / 365.25);

/// @param start_ms day of the first fill-up; @param price_milli of one litre in thousandths of the currency.
/// @param partial,missed positions of fill-ups that are not full, or follow one that nobody wrote down.
/// @returns bodies for POST …/fuel-logs, oldest first.
export function fill_ups({ seed, start_ms, count, span_days, odometer_m, leg_m, ml_per_100km, price_milli, stations, partial = [], missed = [] }) {
  const roll = dice(seed);
  const between = (low, high) => low + (high - low) * roll();
  const gap_ms = (span_days * day_ms) / count;
  const logs = [];
  let [at_ms, odometer, owed_ml, price] = [Math.floor(start_ms / day_ms) * day_ms, odometer_m, 0, price_milli];
  for (let nth = 0; nth < count; ++nth) {
    const is_missed = missed.includes(nth);
    const leg = Math.round(leg_m * between(0.78, 1.18));
    const used_ml = (leg / 100_000) * ml_per_100km * season(at_ms) * between(0.95, 1.06);
    odometer += is_missed ? leg + Math.round(leg_m * between(0.8, 1.1)) : leg;
    const is_full = !partial.includes(nth);
    const needed_ml = used_ml + owed_ml;
    const volume_ml = Math.round((is_full ? needed_ml : needed_ml * 0.55) / 10) * 10;
    owed_ml = is_full ? 0 : needed_ml - volume_ml;
    price = Math.round(Math.min(price_milli * 1.12, Math.max(price_milli * 0.9, price + between(-28, 30))));
    logs.push({
      filled_at: `${new Date(at_ms + Math.round(between(6 * 60, 20 * 60)) * 60_000).toISOString().slice(0, 19)}Z`,
      odometer_m: odometer,
      volume_ml,
      is_full,
      is_missed,
      cost_minor: Math.round((volume_ml * price) / 10_000),
      station: stations[Math.floor(roll() * stations.length)],
      note: is_missed ? 'The receipt before this one is lost.' : is_full ? null : 'Only enough to get home.',
    });
    at_ms += Math.round((gap_ms * between(0.75, 1.2)) / day_ms) * day_ms;
  }
  return logs;
}
