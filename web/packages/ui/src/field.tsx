import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react'

const control =
  'w-full rounded-md border border-line-strong bg-surface px-3 min-h-11 text-ink placeholder:text-muted ' +
  'aria-invalid:border-danger aria-invalid:border-2 disabled:bg-sunken disabled:text-muted'

interface Shared {
  label: string
  hint?: ReactNode
  error?: string
  /** Stands behind the control: a unit, a button. */
  suffix?: ReactNode
}

function Frame({ label, hint, error, suffix, id, children }: Shared & { id: string; children: ReactNode }) {
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
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
      <p id={`${id}-error`} aria-live="polite" className="text-sm font-medium text-danger empty:hidden">
        {error}
      </p>
    </div>
  )
}

function useControl({ hint, error }: Pick<Shared, 'hint' | 'error'>) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined }
}

type TextProps = Shared & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement>; options?: string[] }

/** One line of text; `options` makes suggestions that need not be taken. */
export function TextField({ label, hint, error, suffix, options, className = '', ...rest }: TextProps) {
  const aria = useControl({ hint, error })
  const list = options && options.length > 0 ? `${aria.id}-list` : undefined
  return (
    <Frame {...{ label, hint, error, suffix }} id={aria.id}>
      <input type="text" autoComplete="off" list={list} {...rest} {...aria} className={`${control} ${className}`} />
      {list ? (
        <datalist id={list}>
          {options?.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      ) : null}
    </Frame>
  )
}

type AreaProps = Shared & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }

export function TextArea({ label, hint, error, suffix, ...rest }: AreaProps) {
  const aria = useControl({ hint, error })
  return (
    <Frame {...{ label, hint, error, suffix }} id={aria.id}>
      <textarea rows={3} {...rest} {...aria} className={`${control} py-2`} />
    </Frame>
  )
}

type SelectProps = Shared & SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement>; choices: Record<string, string> }

/** One of `choices`, value to text. */
export function SelectField({ label, hint, error, suffix, choices, ...rest }: SelectProps) {
  const aria = useControl({ hint, error })
  return (
    <Frame {...{ label, hint, error, suffix }} id={aria.id}>
      <select {...rest} {...aria} className={control}>
        {Object.entries(choices).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Frame>
  )
}

type CheckProps = InputHTMLAttributes<HTMLInputElement> & { label: string; hint?: string; ref?: Ref<HTMLInputElement> }

export function CheckField({ label, hint, ...rest }: CheckProps) {
  const aria = useControl({ hint })
  return (
    <div className="grid">
      <label htmlFor={aria.id} className="flex min-h-11 cursor-pointer items-center gap-3">
        <input type="checkbox" {...rest} {...aria} className="size-5 shrink-0 accent-accent" />
        <span>{label}</span>
      </label>
      {hint ? (
        <p id={`${aria.id}-hint`} className="-mt-1.5 pl-8 text-sm text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
