const key = 'motovaultpro.last-used'

/** Names of garages opened from here in this browser, the last one first. */
function used(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : []
  } catch {
    return []
  }
}

export function rememberUse(tenant: string): void {
  const names = [tenant, ...used().filter((name) => name !== tenant)].slice(0, 50)
  try {
    localStorage.setItem(key, JSON.stringify(names))
  } catch {
    // A browser that keeps nothing shows the garages in their own order.
  }
}

/** The garages opened last come first, then the others in their own order. */
export function lastUsedFirst<T extends { tenant: string }>(garages: T[]): T[] {
  const names = used()
  const place = ({ tenant }: T) => (names.includes(tenant) ? names.indexOf(tenant) : names.length)
  return garages.toSorted((a, b) => place(a) - place(b))
}
