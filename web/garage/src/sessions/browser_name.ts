// Of the names a browser calls itself the first that fits is its own: each of them claims to be those below it.
const browsers: [RegExp, string][] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

const nameIn = (text: string, names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(text))?.[1]

/** "Firefox on Linux" of a User-Agent, as far as it can be told. */
export function browserName(userAgent: string | null): string {
  const browser = nameIn(userAgent ?? '', browsers) ?? 'A browser'
  const system = nameIn(userAgent ?? '', systems)
  return system ? `${browser} on ${system}` : browser
}
