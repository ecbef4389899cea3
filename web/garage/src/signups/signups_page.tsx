import { EmptyState, ErrorNotice, Notice, Page, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../app/session'
import { landingUrl, ownSlug } from '../app/site'
import { SignupList } from './signup_list'
import { SignupPolicyPanel } from './signup_policy_form'
import { signupsQuery } from './signups'

export function SignupsPage() {
  const mayDecide = useMay('admin')
  const { data, error, isPending, refetch } = useQuery({ ...signupsQuery, enabled: mayDecide })
  return (
    <Page title="Sign-ups" lead="People who ask to join this garage.">
      {mayDecide ? null : <Notice>Admins of this garage decide about requests.</Notice>}
      <ErrorNotice error={error} retry={() => void refetch()} />
      {mayDecide && isPending ? <Skeleton lines={4} /> : null}
      {data?.items.length === 0 ? (
        <EmptyState title="Nobody is waiting">
          <p>
            Whoever wants to join can ask at this address: <span className="font-medium break-all text-ink">{landingUrl(`/signup/${ownSlug()}`)}</span>
          </p>
        </EmptyState>
      ) : null}
      {data && data.items.length > 0 ? <SignupList signups={data.items} scope="own" /> : null}
      {mayDecide ? (
        <div className="mt-10 max-w-2xl">
          <SignupPolicyPanel />
        </div>
      ) : null}
    </Page>
  )
}
