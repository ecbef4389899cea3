import { formatInstant } from '@motovaultpro/api'
import { Button, ErrorNotice, FormDialog, SelectField, TextArea, useToast } from '@motovaultpro/ui'
import { useId, useState, type FormEvent } from 'react'
import { useTimeZone } from '../app/session'
import { useDecide, type GrantedRole, type Signup } from './signups'

const grantable: Record<GrantedRole, string> = { viewer: 'Viewer', member: 'Member', admin: 'Admin' }

interface Props {
  signups: Signup[]
  scope: 'own' | 'all'
}

function Request({ signup, scope, onReject }: { signup: Signup; scope: Props['scope']; onReject: () => void }) {
  const zone = useTimeZone()
  const decide = useDecide(scope)
  const toast = useToast()
  const [role, setRole] = useState<GrantedRole>('member')
  const person = useId()
  const approve = () =>
    decide.mutate({ kind: 'approve', signup: signup.id, role }, { onSuccess: () => toast(`${signup.user_name} is in`) })
  return (
    <li className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <h2 id={person} className="font-semibold break-words">
            {signup.user_name}
          </h2>
          <p className="break-all text-muted">{signup.user_email}</p>
          <p className="text-sm text-muted">
            {scope === 'all' ? `${signup.tenant}, ` : ''}
            {formatInstant(signup.requested_at, zone)}
          </p>
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <div className="w-full sm:w-36">
            <SelectField label="Role" choices={grantable} value={role} onChange={(event) => setRole(event.target.value as GrantedRole)} />
          </div>
          <Button aria-describedby={person} isBusy={decide.isPending} onClick={approve}>
            Approve
          </Button>
          <Button kind="danger" aria-describedby={person} onClick={onReject}>
            Reject
          </Button>
        </div>
      </div>
      <ErrorNotice error={decide.error} />
    </li>
  )
}

function RejectForm({ signup, scope, onDone }: { signup: Signup; scope: Props['scope']; onDone: () => void }) {
  const decide = useDecide(scope)
  const toast = useToast()
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate(
      { kind: 'reject', signup: signup.id, reason },
      {
        onSuccess: () => {
          toast(`${signup.user_name} was turned down`)
          onDone()
        },
      },
    )
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <TextArea
        label="Reason"
        hint={`${signup.user_name} will read it. Optional.`}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <ErrorNotice error={decide.error} />
      <div className="flex justify-end gap-3">
        <Button kind="secondary" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" kind="danger" isBusy={decide.isPending}>
          Reject
        </Button>
      </div>
    </form>
  )
}

/** Requests that wait for a decision, each with its buttons. */
export function SignupList({ signups, scope }: Props) {
  const [rejecting, setRejecting] = useState<Signup | null>(null)
  return (
    <>
      <ul aria-label="Requests" className="grid gap-3">
        {signups.map((signup) => (
          <Request key={signup.id} signup={signup} scope={scope} onReject={() => setRejecting(signup)} />
        ))}
      </ul>
      <FormDialog title={`Turn ${rejecting?.user_name ?? ''} down`} isOpen={rejecting !== null} onClose={() => setRejecting(null)}>
        {rejecting ? <RejectForm signup={rejecting} scope={scope} onDone={() => setRejecting(null)} /> : null}
      </FormDialog>
    </>
  )
}
