import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { ErrorNotice } from './error_notice'

const backdrop = 'fixed inset-0 bg-[#050808]/55 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0'
const popup =
  'fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-y-auto rounded-t-xl border border-line bg-surface p-5 text-ink shadow-2xl outline-none ' +
  'transition data-ending-style:translate-y-4 data-ending-style:opacity-0 data-starting-style:translate-y-4 data-starting-style:opacity-0 ' +
  'sm:inset-x-auto sm:top-[8dvh] sm:bottom-auto sm:left-1/2 sm:w-[min(36rem,calc(100vw-3rem))] sm:-translate-x-1/2 sm:rounded-xl sm:p-6'

interface FormDialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}

/** A form over the page: a sheet at the bottom of a phone. Escape and the cross close it. */
export function FormDialog({ title, isOpen, onClose, children }: FormDialogProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdrop} />
        <Dialog.Popup className={popup}>
          <div className="mb-4 flex items-center justify-between gap-4">
            <Dialog.Title className="text-xl font-semibold">{title}</Dialog.Title>
            <Dialog.Close aria-label="Close" className="inline-flex size-11 cursor-pointer items-center justify-center rounded-md hover:bg-sunken">
              <X aria-hidden="true" className="size-5" />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface ConfirmDialogProps {
  title: string
  text: ReactNode
  confirm: string
  isOpen: boolean
  isBusy?: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, text, confirm, isOpen, isBusy, error, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdrop} />
        <AlertDialog.Popup className={popup}>
          <AlertDialog.Title className="text-xl font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 mb-5 text-muted">{text}</AlertDialog.Description>
          <ErrorNotice error={error} />
          <div className="mt-5 flex flex-wrap justify-end gap-3">
            <AlertDialog.Close render={<Button kind="secondary">Keep</Button>} />
            <Button kind="danger" isBusy={isBusy} onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
