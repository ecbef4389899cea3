import type { Garage } from '@motovaultpro/api'
import { Button, CheckField, ConfirmDialog, EmptyState, ErrorNotice, FormDialog, Page, Skeleton, useToast } from '@motovaultpro/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../app/session'
import { ApiKeyFields } from './api_key_form'
import { ApiKeyTable } from './api_key_table'
import { apiKeysQuery, useRevokeApiKey, type ApiKey } from './api_keys'
import { NewApiKey } from './new_api_key'

function CreateDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [made, setMade] = useState<Garage['NewApiKey'] | null>(null)
  const close = () => {
    setMade(null)
    onClose()
  }
  return (
    <FormDialog title={made ? `Key “${made.api_key.name}”` : 'Create an API key'} isOpen={isOpen} onClose={close}>
      {made ? <NewApiKey made={made} onDone={close} /> : <ApiKeyFields onMade={setMade} onCancel={close} />}
    </FormDialog>
  )
}

function RevokeDialog({ doomed, onClose }: { doomed: ApiKey | null; onClose: () => void }) {
  const revoke = useRevokeApiKey()
  const toast = useToast()
  const close = () => {
    revoke.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Revoke ${doomed?.name ?? ''}?`}
      text="Every program that uses this key is refused from now on. This cannot be undone: a new key would be another one."
      confirm="Revoke for good"
      isOpen={doomed !== null}
      isBusy={revoke.isPending}
      error={revoke.error}
      onClose={close}
      onConfirm={() => {
        if (!doomed) return
        revoke.mutate(doomed.id, {
          onSuccess: () => {
            toast(`${doomed.name} is revoked`)
            close()
          },
        })
      }}
    />
  )
}

/** What programs may come in with: keys of one's own and, for admins, everybody's. */
export function ApiKeysPage() {
  const isAdmin = useMay('admin')
  const [ofAll, setOfAll] = useState(false)
  const keys = useInfiniteQuery(apiKeysQuery(ofAll))
  const [isCreating, setCreating] = useState(false)
  const [doomed, setDoomed] = useState<ApiKey | null>(null)
  const items = keys.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title="API keys"
      eyebrow={
        <Link to="/settings" className="inline-flex min-h-11 items-center underline underline-offset-4 sm:min-h-0">
          Settings
        </Link>
      }
      lead="A key lets a program of yours in without your password. It may do what you choose, and never more than you may."
      actions={
        <Button icon={<Plus aria-hidden="true" className="size-4" />} onClick={() => setCreating(true)}>
          Create key
        </Button>
      }
    >
      <div className="grid gap-4">
        {isAdmin ? <CheckField label="Show the keys of everybody in this garage" checked={ofAll} onChange={(event) => setOfAll(event.target.checked)} /> : null}
        <ErrorNotice error={keys.error} retry={() => void keys.refetch()} />
        {keys.isPending ? <Skeleton lines={4} /> : null}
        {keys.isSuccess && items.length === 0 ? (
          <EmptyState title="No API key yet">
            <p>Make one for each program, so that you can revoke one without the others.</p>
          </EmptyState>
        ) : null}
        {items.length > 0 ? <ApiKeyTable keys={items} withOwner={ofAll} onRevoke={setDoomed} /> : null}
        {keys.hasNextPage ? (
          <div>
            <Button kind="secondary" isBusy={keys.isFetchingNextPage} onClick={() => void keys.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </div>
      <CreateDialog isOpen={isCreating} onClose={() => setCreating(false)} />
      <RevokeDialog doomed={doomed} onClose={() => setDoomed(null)} />
    </Page>
  )
}
