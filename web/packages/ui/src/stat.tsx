import type { ReactNode } from 'react'

/** A list of figures with their names. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">{children}</dl>
}

export function Stat({ label, value, unit }: { label: string; value: string; unit?: string }) {
  return (
    <div className="bg-surface p-4">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-1 flex flex-wrap items-baseline gap-x-1.5 text-2xl font-semibold tracking-tight">
        {value}
        {unit ? <span className="text-sm font-normal tracking-normal whitespace-nowrap text-muted">{unit}</span> : null}
      </dd>
    </div>
  )
}
