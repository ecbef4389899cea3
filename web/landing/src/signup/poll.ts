const first_ms = 2000
const most_ms = 60_000

/** How long to wait before asking once more: every time half as long again, a minute at most. */
export function pollAfter_ms(timesAsked: number): number {
  return Math.min(most_ms, first_ms * 1.5 ** Math.max(0, timesAsked - 1))
}
