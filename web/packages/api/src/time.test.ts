import { describe, expect, it } from 'vitest'
import { fromWallClock, toWallClock } from './time'

describe('wall clocks', () => {
  it('are those of the zone, not of the machine', () => {
    expect(toWallClock('2026-01-15T12:00:00Z', 'Europe/Berlin')).toBe('2026-01-15T13:00')
    expect(toWallClock('2026-07-15T23:30:00Z', 'Asia/Kolkata')).toBe('2026-07-16T05:00')
    expect(fromWallClock('2026-07-15T08:00', 'America/New_York')).toBe('2026-07-15T12:00:00Z')
  })

  it('come back unchanged around the year', () => {
    for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Pacific/Auckland', 'UTC']) {
      for (let month = 1; month <= 12; month++) {
        const wallClock = `2026-${String(month).padStart(2, '0')}-17T06:45`
        expect(toWallClock(fromWallClock(wallClock, zone), zone)).toBe(wallClock)
      }
    }
  })

  it('that a clock change skipped move on by the skipped hour', () => {
    expect(fromWallClock('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00Z')
  })

  it('that happen twice mean the first time', () => {
    expect(fromWallClock('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z')
  })
})
