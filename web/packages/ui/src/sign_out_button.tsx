import { signOut } from '@motovaultpro/api'
import { useMutation } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { Button } from './button'
import { useToast } from './toast'

/** Ends the session here and at the identity provider. */
export function SignOutButton() {
  const toast = useToast()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: (redirect) => location.assign(redirect),
    onError: (error) => toast(error.message),
  })
  return (
    <Button kind="quiet" isSmall icon={<LogOut aria-hidden="true" className="size-4" />} isBusy={leave.isPending} onClick={() => leave.mutate()}>
      <span className="max-sm:sr-only">Sign out</span>
    </Button>
  )
}
