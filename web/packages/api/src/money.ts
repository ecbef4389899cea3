/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

export function majorFrom(cost_minor: number, currency: string): number {
  return cost_minor / 10 ** minorDigits(currency)
}

/** Whole minor units. */
export function minorFrom(major: number, currency: string): number {
  return Math.round(major * 10 ** minorDigits(currency))
}

/** An amount as people write it; `extraDigits` for a price per mile or litre. */
export function formatMoney(cost_minor: number | null | undefined, currency: string, extraDigits = 0): string {
  if (cost_minor == null) return '–'
  const digits = minorDigits(currency) + extraDigits
  return majorFrom(cost_minor, currency).toLocaleString(undefined, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
