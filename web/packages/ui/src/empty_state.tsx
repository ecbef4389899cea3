import type { ReactNode } from 'react'

/** What stands where a list has nothing in it, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 rounded-lg border border-dashed border-line-strong p-6 sm:p-8">
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="grid max-w-prose justify-items-start gap-4 text-muted">{children}</div>
    </div>
  )
}
