import { formatInstant } from '@motovaultpro/api'
import { Button, ConfirmDialog, ErrorNotice, Panel, Skeleton, useToast } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTimeZone } from '../app/session'
import { stepUpText } from '../members/act_dialog'
import { browserName } from './browser_name'
import { ownSessionsQuery, useEndSession, type OwnSession } from './sessions'

function SessionRow({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const zone = useTimeZone()
  const name = browserName(session.browser)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-3 first:border-t-0 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          {name}
          {session.is_current ? <span className="text-muted"> (this one)</span> : null}
        </p>
        <p className="text-sm text-muted">
          Signed in {formatInstant(session.created_at, zone)}
          {session.remote ? ` from ${session.remote}` : ''}, last used {formatInstant(session.last_used_at, zone)}
        </p>
      </div>
      {session.is_current ? null : (
        <Button kind="danger" isSmall aria-label={`Sign out ${name}, signed in ${formatInstant(session.created_at, zone)}`} onClick={onEnd}>
          Sign out
        </Button>
      )}
    </li>
  )
}

/** The browsers one is signed in with, and how to end what goes on elsewhere. */
export function SessionsPanel() {
  const { data, error, isPending, refetch } = useQuery(ownSessionsQuery)
  const end = useEndSession()
  const toast = useToast()
  const [doomed, setDoomed] = useState<OwnSession | null>(null)
  const close = () => {
    end.reset()
    setDoomed(null)
  }
  return (
    <Panel title="Where you are signed in">
      <p className="mb-4 text-muted">Browsers with which you are in this garage. Sign out what you do not know or no longer have.</p>
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending ? <Skeleton lines={2} /> : null}
      {data ? (
        <ul aria-label="Your sessions">
          {data.items.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => setDoomed(session)} />
          ))}
        </ul>
      ) : null}
      <ConfirmDialog
        title={`Sign out ${browserName(doomed?.browser ?? null)}?`}
        text={
          <>
            It is out at once, and has to sign in again to come back.
            <span className="mt-3 block">{stepUpText}</span>
          </>
        }
        confirm="Sign it out"
        isOpen={doomed !== null}
        isBusy={end.isPending}
        error={end.error}
        onClose={close}
        onConfirm={() => {
          if (!doomed) return
          end.mutate(doomed.id, {
            onSuccess: () => {
              toast('That browser is signed out')
              close()
            },
          })
        }}
      />
    </Panel>
  )
}
