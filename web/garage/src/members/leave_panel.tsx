import { Button, ConfirmDialog, Panel } from '@motovaultpro/ui'
import { useState } from 'react'
import { landingUrl } from '../app/site'
import { useLeave } from './members'

/** The way out; the last owner hears why there is none. */
export function LeavePanel({ garage, isLastOwner }: { garage: string; isLastOwner: boolean }) {
  const leave = useLeave()
  const [isAsking, setAsking] = useState(false)
  return (
    <Panel title="Leave this garage">
      {isLastOwner ? (
        <p className="text-muted">You are the last owner. Make somebody else an owner first, then you can leave.</p>
      ) : (
        <>
          <p className="mb-4 text-muted">You lose access at once. What you recorded stays here.</p>
          <Button kind="danger" onClick={() => setAsking(true)}>
            Leave {garage}
          </Button>
        </>
      )}
      <ConfirmDialog
        title={`Leave ${garage}?`}
        text="You lose access at once, and your API keys stop working. To come back, somebody here has to invite you or approve a request of yours."
        confirm="Leave"
        isOpen={isAsking}
        isBusy={leave.isPending}
        error={leave.error}
        onClose={() => {
          leave.reset()
          setAsking(false)
        }}
        onConfirm={() => leave.mutate(undefined, { onSuccess: () => location.assign(landingUrl('/login')) })}
      />
    </Panel>
  )
}
