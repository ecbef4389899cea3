import { Button } from '@motovaultpro/ui'
import { useRef } from 'react'

interface Props {
  text: string | undefined
  undo: (() => void) | undefined
  className?: string
}

/** Says what was written elsewhere in the form, and takes it back. It is there, empty, before: a screen reader hears what comes. */
export function UndoLine({ text, undo, className = '' }: Props) {
  const line = useRef<HTMLParagraphElement>(null)
  return (
    <div className={text ? `flex flex-wrap items-center gap-x-2 ${className}` : 'sr-only'}>
      <p ref={line} tabIndex={-1} role="status" className="text-sm text-muted outline-none">
        {text}
      </p>
      {undo ? (
        <Button
          kind="quiet"
          isSmall
          className="-my-1.5"
          onClick={() => {
            // The button goes; who moves by keys goes on from here.
            line.current?.focus({ preventScroll: true })
            undo()
          }}
        >
          Undo
        </Button>
      ) : null}
    </div>
  )
}
