import { formatDistance, formatInstant } from '@motovaultpro/api'
import { Button, ConfirmDialog, EmptyState, ErrorNotice, Panel, RecordTable, Skeleton, useToast, type Column } from '@motovaultpro/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMay, useTimeZone } from '../app/session'
import { useOpenVehicle } from '../vehicles/open_vehicle'
import { ReadingFields } from './reading_form'
import { readingsQuery, useRemoveReading, type Reading } from './readings'

const sourceText: Record<Reading['source'], string> = { manual: 'By hand', fuel_log: 'Fill-up', import: 'Import' }

export function OdometerTab() {
  const vehicle = useOpenVehicle()
  const zone = useTimeZone()
  const mayChange = useMay('member')
  const readings = useInfiniteQuery(readingsQuery(vehicle.id))
  const remove = useRemoveReading(vehicle.id)
  const [doomed, setDoomed] = useState<Reading | null>(null)
  const toast = useToast()
  const items = readings.data?.pages.flatMap((page) => page.items) ?? []
  const columns: Column<Reading>[] = [
    { key: 'when', header: 'Read at', place: 'title', cell: ({ read_at }) => formatInstant(read_at, zone) },
    {
      key: 'odometer',
      header: 'Odometer',
      isNumber: true,
      cell: ({ odometer_m }) => <span className="font-semibold">{formatDistance(vehicle.distance_unit, odometer_m)}</span>,
    },
    { key: 'source', header: 'From', cell: ({ source }) => sourceText[source] },
    { key: 'note', place: 'wide', header: 'Note', cell: ({ note }) => note },
  ]
  if (mayChange) {
    columns.push({
      key: 'actions',
      header: 'Actions',
      place: 'actions',
      isNumber: true,
      cell: (reading) =>
        reading.source === 'manual' ? (
          <Button
            kind="quiet"
            isSmall
            className="sm:-my-1.5"
            aria-label={`Delete reading of ${formatInstant(reading.read_at, zone)}`}
            onClick={() => setDoomed(reading)}
          >
            <Trash2 aria-hidden="true" className="size-4" />
          </Button>
        ) : null,
    })
  }
  return (
    <div className="grid gap-8">
      {mayChange ? (
        <Panel title="New reading">
          <ReadingFields key={zone} vehicle={vehicle} zone={zone} />
        </Panel>
      ) : null}
      <section>
        <h2 className="mb-2 text-lg font-semibold">Readings</h2>
        <ErrorNotice error={readings.error} retry={() => void readings.refetch()} />
        {readings.isPending ? <Skeleton lines={4} /> : null}
        {readings.isSuccess && items.length === 0 ? (
          <EmptyState title="No reading yet">
            <p>Readings come from fill-ups with an odometer, from imports, and from here.</p>
          </EmptyState>
        ) : null}
        {items.length > 0 ? <RecordTable caption="Odometer readings, newest first" columns={columns} rows={items} rowKey={({ id }) => id} /> : null}
        {readings.hasNextPage ? (
          <Button kind="secondary" className="mt-4" isBusy={readings.isFetchingNextPage} onClick={() => void readings.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
      </section>
      <ConfirmDialog
        title="Delete this reading?"
        text={doomed ? `${formatDistance(vehicle.distance_unit, doomed.odometer_m)}, ${formatInstant(doomed.read_at, zone)}` : ''}
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
              toast('Reading deleted')
            },
          })
        }}
      />
    </div>
  )
}
