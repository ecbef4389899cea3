import type { ReactNode } from 'react'

const look = {
  info: 'border-accent bg-accent-soft',
  caution: 'border-caution bg-caution-soft',
  good: 'border-good bg-good-soft',
}

/** A remark that is no error. */
export function Notice({ kind = 'info', children }: { kind?: keyof typeof look; children: ReactNode }) {
  return (
    <div role="status" className={`rounded-md border-l-4 px-4 py-3 ${look[kind]}`}>
      {children}
    </div>
  )
}
