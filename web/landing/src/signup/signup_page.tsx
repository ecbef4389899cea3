import { signInUrl } from '@motovaultpro/api'
import { Button, ErrorNotice, MessagePage, Skeleton } from '@motovaultpro/ui'
import { getRouteApi } from '@tanstack/react-router'
import { useSession } from '../session/session'
import { RequestToJoin } from './request_to_join'
import { rememberStarted } from './signups'
import { TenantGate } from './tenant_gate'

const route = getRouteApi('/signup/$tenant')

export function SignupPage() {
  const { tenant } = route.useParams()
  const { data: session, error, isPending, refetch } = useSession()
  const signUp = () => {
    rememberStarted(tenant)
    location.assign(signInUrl(`/signup/${tenant}/request`, 'signup'))
  }
  return (
    <TenantGate tenant={tenant}>
      {(found) => (
        <MessagePage title={`Join ${found.name}`}>
          {isPending ? <Skeleton lines={2} /> : null}
          <ErrorNotice error={error} retry={() => void refetch()} />
          {session ? <RequestToJoin tenant={found} name={session.user.name} email={session.user.email} /> : null}
          {session === null ? (
            <>
              <p>Make an account, or sign in with the one you have. Your request then goes to the people who run {found.name}.</p>
              <Button onClick={signUp}>Sign up</Button>
            </>
          ) : null}
        </MessagePage>
      )}
    </TenantGate>
  )
}
