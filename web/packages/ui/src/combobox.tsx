import { ChevronDown, Search } from 'lucide-react'
import { useEffect, useRef, type InputHTMLAttributes, type ReactNode, type Ref } from 'react'
import type { Choice } from './combobox_matches'
import { control, Frame, useControl, type FrameProps } from './field_frame'
import { Spinner } from './spinner'
import { useChoices } from './use_choices'

type Input = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'onBlur' | 'role'>

export interface ComboboxProps<C extends Choice> extends Omit<FrameProps, 'suffix'>, Input {
  ref?: Ref<HTMLInputElement>
  value: string
  choices: readonly C[]
  /** Free text: every change by hand. */
  onType: (text: string) => void
  /** A choice was taken; setting `value` is the caller's. */
  onPick: (choice: C) => void
  /** The focus leaves: what stands there now is meant. */
  onLeave?: () => void
  isLoading?: boolean
  /** Said when there are choices and the text is none of them. It is no error. */
  unknown?: string
  /** The choices are what was found for the text: all are shown, and Enter takes the first. */
  isFound?: boolean
}

const end = 'absolute inset-y-0 right-0 flex w-10 items-center justify-center text-muted'

/** One line of text with a list of choices that filters as one types; what is not in the list may stay. */
export function Combobox<C extends Choice>(props: ComboboxProps<C>) {
  const { label, hint, error, value, choices, onType, onPick, onLeave, isLoading, unknown, isFound = false, className = '', ref, ...rest } = props
  const input = useRef<HTMLInputElement>(null)
  const list = useChoices({ value, choices, isFound, pick: onPick })
  const { isOpen, shown, more, active } = list
  const remark = unknown && list.isUnknown && !isOpen ? unknown : undefined
  // One shape with and without a remark: a button in the hint must not be another one while it is pressed.
  const said =
    hint || remark ? (
      <>
        <span className="block empty:hidden">{hint}</span>
        {remark ? <span className="block">{remark}</span> : null}
      </>
    ) : undefined
  const aria = useControl({ hint: said, error })
  const hasRows = isOpen && shown.length > 0
  const row_id = (row: number) => `${aria.id}-choice-${row}`
  const toggle = () => {
    input.current?.focus()
    if (isOpen) list.close()
    else list.open()
  }
  return (
    <Frame label={label} hint={said} error={error} id={aria.id}>
      <div className="relative w-full">
        {isFound ? <Search aria-hidden="true" className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-muted" /> : null}
        <input
          type="text"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          {...rest}
          {...aria}
          ref={(element) => {
            input.current = element
            if (typeof ref === 'function') ref(element)
            else if (ref) ref.current = element
          }}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={hasRows}
          aria-controls={hasRows ? `${aria.id}-list` : undefined}
          aria-activedescendant={hasRows && active >= 0 ? row_id(active) : undefined}
          aria-busy={isLoading || undefined}
          value={value}
          onChange={(event) => {
            list.typed()
            onType(event.target.value)
          }}
          onClick={() => (isOpen ? undefined : list.open())}
          onKeyDown={list.onKeyDown}
          onBlur={() => {
            list.close()
            onLeave?.()
          }}
          className={`${control} ${isFound ? 'pl-10' : ''} pr-10 ${className}`}
        />
        {isLoading ? (
          <span className={`${end} pointer-events-none`}>
            <Spinner />
          </span>
        ) : choices.length > 0 && !isFound ? (
          // For the mouse and the finger; the arrow keys do the same, so that it is no stop of the Tab key.
          <span aria-hidden="true" className={`${end} cursor-pointer`} onMouseDown={(event) => event.preventDefault()} onClick={toggle}>
            <ChevronDown className="size-4" />
          </span>
        ) : null}
        {isOpen ? (
          <Popup active={hasRows && active >= 0 ? row_id(active) : undefined}>
            {hasRows ? (
              <ul id={`${aria.id}-list`} role="listbox" aria-label="Choices">
                {shown.map((choice, row) => (
                  <li
                    key={`${choice.text}\n${choice.detail ?? ''}`}
                    id={row_id(row)}
                    role="option"
                    aria-selected={row === active}
                    onClick={() => list.take(choice)}
                    className="flex min-h-11 cursor-pointer scroll-my-1 items-center justify-between gap-3 rounded px-3 py-1.5 hover:bg-sunken aria-selected:bg-accent-soft sm:min-h-9"
                  >
                    <span className="min-w-0 break-words">{choice.text}</span>
                    {choice.detail ? <span className="shrink-0 text-sm text-muted">{choice.detail}</span> : null}
                  </li>
                ))}
              </ul>
            ) : null}
            {shown.length === 0 ? <p className="px-3 py-2 text-sm text-muted">No match: kept as typed</p> : null}
            {more > 0 ? <p className="px-3 py-2 text-sm text-muted">and {more.toLocaleString()} more: keep typing</p> : null}
          </Popup>
        ) : null}
        <span role="status" className="sr-only">
          {isOpen ? counted(shown.length + more) : ''}
        </span>
      </div>
    </Frame>
  )
}

function counted(choices: number): string {
  if (choices === 0) return 'No choice fits'
  return choices === 1 ? '1 choice' : `${choices.toLocaleString()} choices`
}

/** The list under the field: brought into view when it opens, and its active row whenever that changes. */
function Popup({ active, children }: { active: string | undefined; children: ReactNode }) {
  const popup = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not return.
    void popup.current?.scrollIntoView?.({ block: 'nearest' })
  }, [])
  useEffect(() => {
    if (active) void document.getElementById(active)?.scrollIntoView?.({ block: 'nearest' })
  }, [active])
  return (
    <div
      ref={popup}
      // A press in the list, or on its scroll bar, leaves the focus in the field.
      onMouseDown={(event) => event.preventDefault()}
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-[min(20rem,45dvh)] scroll-mb-20 overflow-y-auto overscroll-contain rounded-md border border-line-strong bg-surface p-1 shadow-lg sm:scroll-mb-4"
    >
      {children}
    </div>
  )
}
