/** A gauge with its needle a little past the middle. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" className="size-8 shrink-0 text-accent" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeLinecap="round">
        <path d="M6.1 24.5A13 13 0 1 1 25.9 24.5" strokeWidth="2.5" />
        <path d="M16 7v3M7.5 16h2.5M22 16h2.5M10 10l1.8 1.8" strokeWidth="1.6" />
        <path d="M16 17.5 21.8 10.4" strokeWidth="2.5" />
      </g>
      <circle cx="16" cy="17.5" r="2.6" fill="currentColor" />
    </svg>
  )
}
