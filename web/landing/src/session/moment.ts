import { formatInstant, ownTimeZone } from '@motovaultpro/api'

/** A moment as people here write it. */
export function momentOf(instant: string | number): string {
  return formatInstant(new Date(instant).toISOString(), ownTimeZone())
}

/** From when on: "in 40 seconds", "in 12 minutes", "on 25 Nov 2026, 14:05". */
export function waitOf(wait_s: number): string {
  if (wait_s < 100) return `in ${wait_s} ${wait_s === 1 ? 'second' : 'seconds'}`
  if (wait_s < 60 * 60) return `in ${Math.ceil(wait_s / 60)} minutes`
  return `on ${momentOf(Date.now() + wait_s * 1000)}`
}
