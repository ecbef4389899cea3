/** The garage's name: the first label of its host. */
export function ownSlug(): string {
  return location.hostname.split('.')[0] ?? ''
}

/** An address on the public site, which is the host without the garage's label. */
export function landingUrl(path: string): string {
  const host = location.host.split('.').slice(1).join('.')
  return `${location.protocol}//${host}${path}`
}
