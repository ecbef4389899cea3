/// What is written while the platform is hurt, and that it is there afterwards.
import assert from 'node:assert/strict';

/// Writes without pause until told to stop. @returns {{acknowledged, refused, end}}
export function writer(stage, slug, prefix) {
  const load = { acknowledged: [], refused: 0, goes_on: true };
  load.end = (async () => {
    for (let number = 0; load.goes_on; ++number) {
      const text = `${prefix}-${number}`;
      if (await stage.write(slug, text)) load.acknowledged.push(text);
      else ++load.refused;
    }
  })();
  return load;
}

export async function stop(loads) {
  for (const load of loads) load.goes_on = false;
  await Promise.all(loads.map(({ end }) => end));
}

export const acknowledged = (loads) => loads.reduce((sum, load) => sum + load.acknowledged.length, 0);
export const refused = (loads) => loads.reduce((sum, load) => sum + load.refused, 0);

/// Every acknowledged write is there, once.
export function assert_kept(stage, slug, loads) {
  const there = stage.written(slug);
  const counted = new Map();
  for (const text of there) counted.set(text, (counted.get(text) ?? 0) + 1);
  const missing = loads.flatMap((load) => load.acknowledged).filter((text) => !counted.has(text));
  assert.deepEqual(missing, [], `acknowledged and gone, of ${there.length}`);
  assert.deepEqual([...counted].filter(([, times]) => times > 1), [], 'written more than once');
}
