/**
 * The number a person typed, with a point or a comma before the decimals and spaces or apostrophes between groups;
 * undefined for anything else. `12,345` is ambiguous: it is read as decimals, which suits volumes and prices.
 */
export function parseDecimal(text: string): number | undefined {
  const compact = text.trim().replace(/[\s'’]/g, '')
  if (!/^[+-]?\d+([.,]\d+)*$/.test(compact)) return undefined
  const separators = [...compact].filter((c) => c === '.' || c === ',')
  const last = separators.at(-1)
  if (last === undefined) return Number(compact)
  if (separators.length === 1) return Number(compact.replace(last, '.'))
  const isGroupingOnly = separators.every((s) => s === last)
  if (isGroupingOnly) return Number(compact.replaceAll(last, ''))
  if (separators.slice(0, -1).includes(last)) return undefined
  return Number(compact.replaceAll(last === '.' ? ',' : '.', '').replace(last, '.'))
}

/** As parseDecimal, but `12,345` is twelve thousand: nobody reads three decimals off an odometer. */
export function parseDistance(text: string): number | undefined {
  const grouped = /^\s*\d{1,3}[.,]\d{3}\s*$/.test(text)
  return parseDecimal(grouped ? text.replace(/[.,]/, '') : text)
}

/** `value` with at most `digits` decimals and a point, as a form field holds it. */
export function plainDecimal(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}
