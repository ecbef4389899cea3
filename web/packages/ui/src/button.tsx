import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Spinner } from './spinner'

type Kind = 'primary' | 'secondary' | 'quiet' | 'danger'

const look: Record<Kind, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'text-accent hover:bg-accent-soft',
  danger: 'border border-danger text-danger hover:bg-danger-soft',
}

/** The classes of a button, for a link that looks like one. */
export function buttonLook(kind: Kind = 'primary', isSmall = false): string {
  const size = isSmall ? 'min-h-11 px-3 text-sm sm:min-h-9' : 'min-h-11 px-4'
  return `inline-flex cursor-pointer items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-55 ${size} ${look[kind]}`
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind
  isSmall?: boolean
  /** Shows a spinner and takes no further press. */
  isBusy?: boolean
  icon?: ReactNode
}

export function Button({ kind, isSmall, isBusy, icon, children, className = '', disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={`${buttonLook(kind, isSmall)} ${className}`}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  )
}
