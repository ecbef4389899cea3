import { distanceIn, distanceLabel, economyFigure, economyLabel, formatMoney } from '@motovaultpro/api'
import { Odometer } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { costPerDistance, costPerLabel, economyQuery } from '../economy/economy'
import { Plate } from './plate'
import { describe, type Vehicle } from './vehicles'

function Figure({ label, value, unit }: { label: string; value: string; unit: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-1.5">
        <span className="text-xl font-semibold">{value}</span> <span className="text-sm whitespace-nowrap text-muted">{unit}</span>
      </dd>
    </div>
  )
}

/** One vehicle of the list: where its odometer stands, what it uses, what that costs. */
export function VehicleCard({ vehicle }: { vehicle: Vehicle }) {
  const { data: economy } = useQuery(economyQuery(vehicle.id))
  const { distance_unit, economy_unit, odometer_m } = vehicle
  return (
    <article className="relative grid h-full content-start gap-4 rounded-lg border border-line bg-surface p-4 hover:border-accent sm:p-5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold break-words">
            <Link to="/vehicles/$vehicle" params={{ vehicle: vehicle.id }} className="after:absolute after:inset-0 after:rounded-lg">
              {vehicle.nickname}
            </Link>
          </h2>
          <p className="text-sm text-muted">{describe(vehicle) || 'No make or model recorded'}</p>
        </div>
        <Plate text={vehicle.license_plate} />
      </div>
      <Odometer value={odometer_m === null ? undefined : distanceIn(distance_unit, odometer_m)} unit={distanceLabel[distance_unit]} />
      <dl className="grid grid-cols-2 gap-4 border-t border-line pt-3">
        <Figure label="Average" value={economyFigure(economy_unit, economy?.average_ml_per_100km)} unit={economyLabel[economy_unit]} />
        <Figure
          label="Fuel cost"
          value={formatMoney(costPerDistance(distance_unit, economy?.cost_minor_per_100km), vehicle.currency, distance_unit === 'mi' ? 1 : 0)}
          unit={costPerLabel[distance_unit]}
        />
      </dl>
    </article>
  )
}
