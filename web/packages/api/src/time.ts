type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'

function partsIn(zone: string, at_ms: number): Record<Part, number> {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at_ms)
  const value = (type: Part) => Number(parts.find((part) => part.type === type)?.value)
  return {
    year: value('year'),
    month: value('month'),
    day: value('day'),
    hour: value('hour'),
    minute: value('minute'),
    second: value('second'),
  }
}

/** How far the wall clock of `zone` is ahead of UTC at this instant. */
function offsetMs(zone: string, at_ms: number): number {
  const { year, month, day, hour, minute, second } = partsIn(zone, at_ms)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at_ms / 1000) * 1000
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

/** `2026-03-29T14:05`, the wall clock of `zone` at an instant, as `<input type="datetime-local">` holds it. */
export function toWallClock(instant: string | number, zone: string): string {
  const { year, month, day, hour, minute } = partsIn(zone, new Date(instant).getTime())
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}`
}

/**
 * The instant a wall clock of `zone` showed this, in RFC 3339 UTC.
 * Of an hour that happens twice the first is meant; a time that a clock change skipped moves on by the hour that was skipped.
 */
export function fromWallClock(wallClock: string, zone: string): string {
  const asUtc_ms = new Date(`${wallClock.slice(0, 16)}:00Z`).getTime()
  const day_ms = 86_400_000
  const offsets = [offsetMs(zone, asUtc_ms - day_ms), offsetMs(zone, asUtc_ms + day_ms)]
  const exact = offsets.map((offset) => asUtc_ms - offset).find((at) => at + offsetMs(zone, at) === asUtc_ms)
  const instant_ms = exact ?? asUtc_ms - (offsets[0] as number)
  return new Date(instant_ms).toISOString().replace('.000Z', 'Z')
}

/** Date and time of day for people, on the wall clock of `zone`. */
export function formatInstant(instant: string, zone: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
    new Date(instant),
  )
}

export function formatDay(instant: string, zone: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: zone }).format(new Date(instant))
}

/** The zones this browser knows, with UTC first. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
}

/** The zone of the machine the browser runs on. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
