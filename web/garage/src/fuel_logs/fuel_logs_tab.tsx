import { economyFigure, economyLabel, formatDay, formatDistance, formatInstant, formatMoney, formatVolume } from '@motovaultpro/api'
import { Button, ConfirmDialog, EmptyState, ErrorNotice, FormDialog, RecordTable, Skeleton, useToast, type Column } from '@motovaultpro/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMay, useTimeZone } from '../app/session'
import { reasonText } from '../economy/economy'
import { useOpenVehicle } from '../vehicles/open_vehicle'
import type { Vehicle } from '../vehicles/vehicles'
import { FuelLogFields } from './fuel_log_form'
import { fuelLogsQuery, useRemoveFuelLog, type FuelLog } from './fuel_logs'

function Consumption({ log, vehicle }: { log: FuelLog; vehicle: Vehicle }) {
  const { ml_per_100km, reason } = log.economy
  if (ml_per_100km !== null) {
    return (
      <span>
        <span className="font-semibold">{economyFigure(vehicle.economy_unit, ml_per_100km)}</span>{' '}
        <span className="text-sm text-muted">{economyLabel[vehicle.economy_unit]}</span>
      </span>
    )
  }
  const isWrong = reason === 'odometer_outlier'
  return (
    <span className={`inline-block max-w-52 text-sm ${isWrong ? 'font-medium text-caution' : 'text-muted'}`}>
      {reason ? reasonText[reason] : '–'}
    </span>
  )
}

function columnsFor(vehicle: Vehicle, zone: string): Column<FuelLog>[] {
  return [
    {
      key: 'when',
      header: 'Date',
      place: 'title',
      cell: (log) => (
        <span>
          <time dateTime={log.filled_at} title={formatInstant(log.filled_at, zone)} className="whitespace-nowrap">
            {formatDay(log.filled_at, zone)}
          </time>
          {log.station ? <span className="block text-sm text-muted">{log.station}</span> : null}
        </span>
      ),
    },
    { key: 'odometer', header: 'Odometer', isNumber: true, cell: (log) => formatDistance(vehicle.distance_unit, log.odometer_m) },
    {
      key: 'volume',
      header: 'Volume',
      isNumber: true,
      cell: (log) => (
        <span>
          {formatVolume(vehicle.volume_unit, log.volume_ml)}
          {log.is_full ? null : <span className="block text-sm text-muted">partial</span>}
        </span>
      ),
    },
    { key: 'cost', header: 'Cost', isNumber: true, cell: (log) => formatMoney(log.cost_minor, log.currency) },
    { key: 'economy', header: 'Consumption', isNumber: true, cell: (log) => <Consumption log={log} vehicle={vehicle} /> },
  ]
}

export function FuelLogsTab() {
  const vehicle = useOpenVehicle()
  const zone = useTimeZone()
  const mayChange = useMay('member')
  const logs = useInfiniteQuery(fuelLogsQuery(vehicle.id))
  const remove = useRemoveFuelLog(vehicle.id)
  const [editing, setEditing] = useState<FuelLog | 'new' | null>(null)
  const [doomed, setDoomed] = useState<FuelLog | null>(null)
  const toast = useToast()
  const items = logs.data?.pages.flatMap((page) => page.items) ?? []
  const columns = columnsFor(vehicle, zone)
  if (mayChange) {
    columns.push({
      key: 'actions',
      header: 'Actions',
      place: 'actions',
      isNumber: true,
      cell: (log) => {
        const day = formatDay(log.filled_at, zone)
        return (
          <span className="flex w-full justify-end gap-1 sm:-my-1.5">
            <Button kind="quiet" isSmall aria-label={`Edit fill-up of ${day}`} onClick={() => setEditing(log)}>
              <Pencil aria-hidden="true" className="size-4" />
            </Button>
            <Button kind="quiet" isSmall aria-label={`Delete fill-up of ${day}`} onClick={() => setDoomed(log)}>
              <Trash2 aria-hidden="true" className="size-4" />
            </Button>
          </span>
        )
      },
    })
  }
  return (
    <section aria-labelledby="fill-ups">
      <div className="mb-4 flex items-center justify-between gap-4">
        <h2 id="fill-ups" className="text-lg font-semibold">
          Fill-ups
        </h2>
        {mayChange ? (
          <Button icon={<Plus aria-hidden="true" className="size-4" />} onClick={() => setEditing('new')}>
            Add fill-up
          </Button>
        ) : null}
      </div>
      <ErrorNotice error={logs.error} retry={() => void logs.refetch()} />
      {logs.isPending ? <Skeleton lines={5} /> : null}
      {logs.isSuccess && items.length === 0 ? (
        <EmptyState title="No fill-up yet">
          <p>Consumption shows from the second full tank on. An export of another app can be brought in under Import.</p>
        </EmptyState>
      ) : null}
      {items.length > 0 ? <RecordTable caption="Fill-ups, newest first" columns={columns} rows={items} rowKey={(log) => log.id} /> : null}
      {logs.hasNextPage ? (
        <Button kind="secondary" className="mt-4" isBusy={logs.isFetchingNextPage} onClick={() => void logs.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
      <FormDialog title={editing === 'new' ? 'Add a fill-up' : 'Edit the fill-up'} isOpen={editing !== null} onClose={() => setEditing(null)}>
        <FuelLogFields vehicle={vehicle} edited={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />
      </FormDialog>
      <ConfirmDialog
        title="Delete this fill-up?"
        text={doomed ? `${formatInstant(doomed.filled_at, zone)}, ${formatVolume(vehicle.volume_unit, doomed.volume_ml)}` : ''}
        confirm="Delete"
        isOpen={doomed !== null}
        isBusy={remove.isPending}
        error={remove.error}
        onClose={() => {
          remove.reset()
          setDoomed(null)
        }}
        onConfirm={() => {
          if (!doomed) return
          remove.mutate(doomed.id, {
            onSuccess: () => {
              setDoomed(null)
              toast('Fill-up deleted')
            },
          })
        }}
      />
    </section>
  )
}
