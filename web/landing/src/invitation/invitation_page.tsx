import { isProblem, type Landing } from '@motovaultpro/api'
import { ErrorNotice, MessagePage, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useSession } from '../session/session'
import { invitationQuery } from './invitations'
import { OfferToPerson, OfferToStranger } from './offer'
import { Expired, Revoked, Used } from './refusal'

const route = getRouteApi('/invitation')

function NoInvitation() {
  return (
    <MessagePage title="No invitation">
      <p>
        This link leads to no invitation. Open it from the mail once more, or copy it whole: it ends in a number sign and 43 letters and digits. If that does
        not help, ask whoever invited you for a new one.
      </p>
    </MessagePage>
  )
}

function Offer({ token, invitation }: { token: string; invitation: Landing['OfferedInvitation'] }) {
  const { data: session, error, isPending, refetch } = useSession()
  switch (invitation.state) {
    case 'accepted':
      return <Used invitation={invitation} />
    case 'expired':
      return <Expired invitation={invitation} />
    case 'revoked':
      return <Revoked invitation={invitation} />
    case 'pending':
      if (isPending) return <Skeleton lines={2} />
      if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
      return session ? <OfferToPerson token={token} invitation={invitation} session={session} /> : <OfferToStranger invitation={invitation} />
  }
}

function Invitation({ token }: { token: string }) {
  // Looked at once: what happens to it afterwards, the answer to "Join" says.
  const { data: invitation, error, isPending, refetch } = useQuery({ ...invitationQuery(token), staleTime: Infinity })
  if (isPending) return <Skeleton />
  if (isProblem(error, 404)) return <NoInvitation />
  if (!invitation) return <ErrorNotice error={error} retry={() => void refetch()} />
  return (
    <MessagePage title={`Invitation to ${invitation.tenant_name}`}>
      <Offer token={token} invitation={invitation} />
    </MessagePage>
  )
}

/** Where the link in the mail leads: the token is behind the number sign and is taken out of the address before this shows. */
export function InvitationPage() {
  const token = route.useLoaderData()
  return token ? <Invitation key={token} token={token} /> : <NoInvitation />
}
