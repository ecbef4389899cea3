import type { Landing } from '@motovaultpro/api'
import { Button, ConfirmDialog, useToast } from '@motovaultpro/ui'
import { useState } from 'react'
import { useWithdrawal } from './signups'

/** Takes a waiting request back, after asking. */
export function WithdrawRequest({ signup: { id, tenant_name } }: { signup: Landing['OwnSignup'] }) {
  const [isAsking, setAsking] = useState(false)
  const withdrawal = useWithdrawal(id)
  const toast = useToast()
  const withdraw = () =>
    withdrawal.mutate(undefined, {
      onSuccess: () => {
        setAsking(false)
        toast('Request withdrawn')
      },
    })
  return (
    <>
      <Button kind="secondary" isSmall onClick={() => setAsking(true)}>
        Withdraw request
      </Button>
      <ConfirmDialog
        title="Withdraw your request?"
        text={`The people who run ${tenant_name} will no longer see it. You can ask again at any time.`}
        confirm="Withdraw"
        isOpen={isAsking}
        isBusy={withdrawal.isPending}
        error={withdrawal.error}
        onConfirm={withdraw}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
