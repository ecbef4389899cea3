/** A turning ring beside text that already says what is going on. */
export function Spinner() {
  return (
    <svg viewBox="0 0 20 20" className="size-4 animate-spin" aria-hidden="true">
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="2.5" opacity="0.25" />
      <path d="M10 2a8 8 0 0 1 8 8" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  )
}

/** Grey bars where content will be. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div role="status" className="grid gap-3 py-4">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} aria-hidden="true" className="h-5 animate-pulse rounded bg-sunken last:w-3/5" />
      ))}
    </div>
  )
}
