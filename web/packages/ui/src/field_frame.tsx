import { useId, type ReactNode } from 'react'

/** The look of what one types into. */
export const control =
  'w-full rounded-md border border-line-strong bg-surface px-3 min-h-11 text-ink placeholder:text-muted ' +
  'aria-invalid:border-danger aria-invalid:border-2 disabled:bg-sunken disabled:text-muted'

export interface FrameProps {
  label: string
  hint?: ReactNode
  error?: string
  /** Stands behind the control: a unit, a button. */
  suffix?: ReactNode
}

/** Label, control, hint and error of a field, one under the other. */
export function Frame({ label, hint, error, suffix, id, children }: FrameProps & { id: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex items-center gap-2">
        {children}
        {suffix ? <span className="shrink-0 text-sm text-muted">{suffix}</span> : null}
      </div>
      {hint ? (
        <div id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </div>
      ) : null}
      <p id={`${id}-error`} aria-live="polite" className="text-sm font-medium text-danger empty:hidden">
        {error}
      </p>
    </div>
  )
}

/** What ties a control to its label, hint and error. */
export function useControl({ hint, error }: Pick<FrameProps, 'hint' | 'error'>) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined }
}
