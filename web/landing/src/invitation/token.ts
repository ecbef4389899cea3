const key = 'motovaultpro.invitation'
const wellFormed = /^[A-Za-z0-9_-]{43}$/

/**
 * Keeps what stood behind the number sign of the link in this tab: it outlives the way to the sign-in and back, and no server is
 * ever sent it in an address. What cannot be a token takes the place of one kept before.
 */
export function keepToken(fragment: string): void {
  if (wellFormed.test(fragment)) sessionStorage.setItem(key, fragment)
  else sessionStorage.removeItem(key)
}

export function keptToken(): string | undefined {
  return sessionStorage.getItem(key) ?? undefined
}

export function forgetToken(): void {
  sessionStorage.removeItem(key)
}
