/** A distance on the drums of a mechanical odometer: whole units, at least five digits. */
export function Odometer({ value, unit }: { value: number | undefined; unit: string }) {
  const digits = value === undefined ? '-----' : String(Math.floor(value)).padStart(5, '0')
  const spoken = value === undefined ? 'no odometer reading yet' : `${Math.floor(value).toLocaleString()} ${unit}`
  const leading = value === undefined ? digits.length : digits.length - String(Math.floor(value)).length
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <span className="sr-only">{spoken}</span>
      <span aria-hidden="true" className="inline-flex overflow-hidden rounded-sm bg-drum font-mono text-on-drum">
        {[...digits].map((digit, place) => (
          <span
            key={place}
            className={`border-r border-[#ffffff]/15 px-1 py-0.5 text-base leading-5 last:border-r-0 ${place < leading ? 'opacity-45' : ''}`}
          >
            {digit}
          </span>
        ))}
      </span>
      <span aria-hidden="true" className="text-sm text-muted">
        {unit}
      </span>
    </span>
  )
}
