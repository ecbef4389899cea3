import type { InputHTMLAttributes, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { control, Frame, useControl, type FrameProps } from './field_frame'

type TextProps = FrameProps & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement>; options?: string[] }

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

type AreaProps = FrameProps & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }

export function TextArea({ label, hint, error, suffix, ...rest }: AreaProps) {
  const aria = useControl({ hint, error })
  return (
    <Frame {...{ label, hint, error, suffix }} id={aria.id}>
      <textarea rows={3} {...rest} {...aria} className={`${control} py-2`} />
    </Frame>
  )
}

type SelectProps = FrameProps & SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement>; choices: Record<string, string> }

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
