/** A licence plate. */
export function Plate({ text }: { text: string | null }) {
  if (!text) return null
  return (
    <span className="shrink-0 rounded border-2 border-line-strong px-1.5 font-mono text-sm tracking-wide whitespace-nowrap">
      <span className="sr-only">Licence plate </span>
      {text}
    </span>
  )
}
