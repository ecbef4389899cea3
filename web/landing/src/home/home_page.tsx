import { Button, buttonLook, ErrorNotice, Odometer, Page, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Fuel, ShieldCheck, Upload } from 'lucide-react'
import { GarageList } from '../garages/garage_list'
import { meQuery, useSession } from '../session/session'

const points = [
  {
    icon: Fuel,
    title: 'Consumption you can check',
    text: 'Every figure runs from full tank to full tank. Where one is missing, the fill-up says why. A mistyped odometer is set aside instead of spoiling the average.',
  },
  {
    icon: Upload,
    title: 'Bring what you have',
    text: 'Exports of Fuelio and LubeLogger come in with a preview. A file with a bad row changes nothing, and reading it twice adds nothing twice.',
  },
  {
    icon: ShieldCheck,
    title: 'A garage of your own',
    text: 'Each garage has its own address, database and people. Its owners decide who comes in and what they may change.',
  },
]

function Example() {
  return (
    <figure className="grid gap-4 rounded-lg border border-line bg-surface p-5">
      <figcaption className="flex items-baseline justify-between gap-4">
        <span className="font-semibold">Weekend car</span>
        <span className="text-sm text-muted">Example</span>
      </figcaption>
      <Odometer value={84213} unit="km" />
      <dl className="grid grid-cols-2 gap-4 border-t border-line pt-4">
        <div>
          <dt className="text-sm text-muted">Average</dt>
          <dd className="text-2xl font-semibold">
            6.48 <span className="text-sm font-normal whitespace-nowrap text-muted">L/100 km</span>
          </dd>
        </div>
        <div>
          <dt className="text-sm text-muted">Fuel cost</dt>
          <dd className="text-2xl font-semibold">
            €11.20 <span className="text-sm font-normal whitespace-nowrap text-muted">per 100 km</span>
          </dd>
        </div>
      </dl>
    </figure>
  )
}

function Welcome() {
  const navigate = useNavigate()
  return (
    <Page title="Know what your vehicles really use" lead="Fuel, odometer and cost records for the vehicles you share with family, friends or colleagues.">
      <div className="grid items-start gap-8 lg:grid-cols-[1fr_22rem] lg:gap-12">
        <ul className="grid gap-6">
          {points.map(({ icon: Icon, title, text }) => (
            <li key={title} className="flex gap-4">
              <Icon aria-hidden="true" className="mt-0.5 size-6 shrink-0 text-accent" />
              <div>
                <h2 className="text-lg font-semibold">{title}</h2>
                <p className="max-w-prose text-muted">{text}</p>
              </div>
            </li>
          ))}
        </ul>
        <div className="grid gap-5 max-lg:row-start-1">
          <div className="flex flex-wrap gap-3">
            <Button onClick={() => void navigate({ to: '/signup' })}>Sign up</Button>
            <Button kind="secondary" onClick={() => void navigate({ to: '/login' })}>
              I have an account
            </Button>
          </div>
          <Example />
        </div>
      </div>
    </Page>
  )
}

function Home() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery)
  const joinAnother = (
    <Link to="/signup" className={buttonLook('secondary')}>
      Join another garage
    </Link>
  )
  return (
    <Page title="Your garages" actions={me?.memberships.length ? joinAnother : undefined}>
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending ? <Skeleton /> : null}
      {me ? <GarageList me={me} /> : null}
    </Page>
  )
}

/** What the site is for; to whoever is signed in, their garages. */
export function HomePage() {
  const { data: session, isPending } = useSession()
  if (isPending) return <Skeleton />
  return session ? <Home /> : <Welcome />
}
