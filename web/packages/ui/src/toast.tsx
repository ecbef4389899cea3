import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

function Toasts() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="flex items-center justify-between gap-4 rounded-md bg-drum py-1 pr-1 pl-4 text-on-drum shadow-lg transition data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Title className="py-2" />
      <Toast.Close aria-label="Dismiss" className="inline-flex size-11 cursor-pointer items-center justify-center rounded-md">
        <X aria-hidden="true" className="size-4" />
      </Toast.Close>
    </Toast.Root>
  ))
}

/** Where short confirmations appear: above the bottom navigation of a phone, else in the corner. */
export function ToastArea({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={5000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-20 z-60 grid gap-2 sm:right-6 sm:bottom-6 sm:left-auto sm:w-80">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

/** Says in one line that something was done. */
export function useToast(): (title: string) => void {
  const { add } = Toast.useToastManager()
  return (title) => void add({ title })
}
