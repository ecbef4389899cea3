import { economyFigure, economyLabel, formatDay, formatDistance, formatMoney, formatVolume } from '@motovaultpro/api'
import { EmptyState, ErrorNotice, RecordTable, Skeleton, Stat, Stats, type Column } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useTimeZone } from '../app/session'
import { useOpenVehicle } from '../vehicles/open_vehicle'
import { costPerDistance, costPerLabel, economyQuery, reasonText, type Economy, type Reason } from './economy'

const EconomyChart = lazy(async () => ({ default: (await import('./economy_chart')).EconomyChart }))

/** How many fill-ups have no figure, by reason, the most frequent first. */
export function countReasons(excluded: Economy['excluded']): [Reason, number][] {
  const counts = new Map<Reason, number>()
  for (const { reason } of excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)
}

function Excluded({ excluded }: Pick<Economy, 'excluded'>) {
  if (excluded.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">Fill-ups without a figure of their own</h2>
      <ul className="grid gap-1 text-muted">
        {countReasons(excluded).map(([reason, count]) => (
          <li key={reason}>
            <span className="inline-block min-w-8 font-semibold text-ink">{count}</span> {reasonText[reason]}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function EconomyTab() {
  const vehicle = useOpenVehicle()
  const zone = useTimeZone()
  const { data: economy, error, isPending, refetch } = useQuery(economyQuery(vehicle.id))
  if (isPending) return <Skeleton lines={5} />
  if (!economy) return <ErrorNotice error={error} retry={() => void refetch()} />
  const { distance_unit, volume_unit, economy_unit } = vehicle
  const unit = economyLabel[economy_unit]
  if (economy.intervals.length === 0) {
    return (
      <div className="grid gap-8">
        <EmptyState title="No consumption yet">
          <p>A figure needs two full tanks with an odometer reading each.</p>
        </EmptyState>
        <Excluded excluded={economy.excluded} />
      </div>
    )
  }
  const figures = economy.intervals.map(({ ml_per_100km }) => ml_per_100km)
  const columns: Column<Economy['intervals'][number]>[] = [
    { key: 'when', header: 'Until', place: 'title', cell: ({ filled_at }) => formatDay(filled_at, zone) },
    { key: 'distance', header: 'Distance', isNumber: true, cell: ({ distance_m }) => formatDistance(distance_unit, distance_m) },
    { key: 'volume', header: 'Volume', isNumber: true, cell: ({ volume_ml }) => formatVolume(volume_unit, volume_ml) },
    { key: 'cost', header: 'Cost', isNumber: true, cell: ({ cost_minor }) => formatMoney(cost_minor, economy.currency) },
    {
      key: 'economy',
      header: `Consumption (${unit})`,
      isNumber: true,
      cell: ({ ml_per_100km }) => <span className="font-semibold">{economyFigure(economy_unit, ml_per_100km)}</span>,
    },
  ]
  return (
    <div className="grid gap-8">
      <Stats>
        <Stat label="Average" value={economyFigure(economy_unit, economy.average_ml_per_100km)} unit={unit} />
        <Stat label="Last full tank" value={economyFigure(economy_unit, economy.last_ml_per_100km)} unit={unit} />
        <Stat label={`Best of ${figures.length}`} value={economyFigure(economy_unit, Math.min(...figures))} unit={unit} />
        <Stat
          label="Fuel cost"
          value={formatMoney(costPerDistance(distance_unit, economy.cost_minor_per_100km), economy.currency, distance_unit === 'mi' ? 1 : 0)}
          unit={costPerLabel[distance_unit]}
        />
      </Stats>
      <Suspense fallback={<Skeleton lines={6} />}>
        <EconomyChart economy={economy} unit={economy_unit} zone={zone} />
      </Suspense>
      <p className="text-muted">
        {formatDistance(distance_unit, economy.distance_m)} on {formatVolume(volume_unit, economy.volume_ml)} for{' '}
        {formatMoney(economy.cost_minor, economy.currency)}, from full tank to full tank.
      </p>
      <section>
        <h2 className="mb-2 text-lg font-semibold">Figures</h2>
        <RecordTable
          caption="Consumption from full tank to full tank, newest first"
          columns={columns}
          rows={economy.intervals.toSorted((a, b) => b.filled_at.localeCompare(a.filled_at))}
          rowKey={({ fuel_log }) => fuel_log}
        />
      </section>
      <Excluded excluded={economy.excluded} />
    </div>
  )
}
