import { economyFigure, economyLabel, formatDistance, formatInstant, formatMoney, formatVolume, type RowError } from '@motovaultpro/api'
import { Notice, RecordTable, Stat, Stats, type Column } from '@motovaultpro/ui'
import type { Vehicle } from '../vehicles/vehicles'
import { formatName, type ImportReport } from './imports'

/** The lines of a file that cannot be read, and why. */
export function RowErrors({ errors }: { errors: RowError[] }) {
  const columns: Column<RowError>[] = [
    { key: 'row', header: 'Line', cell: ({ row }) => row },
    { key: 'field', header: 'Field', cell: ({ field }) => field },
    { key: 'reason', place: 'wide', header: 'What is wrong', cell: ({ reason }) => reason },
  ]
  return (
    <div className="grid gap-3">
      <Notice kind="caution">
        {errors.length === 1 ? 'One line cannot be read.' : `${errors.length} lines cannot be read.`} Nothing is imported before every line can: correct
        the file and check it again.
      </Notice>
      <RecordTable caption="Lines that cannot be read" columns={columns} rows={errors} rowKey={({ row, field, reason }) => `${row} ${field} ${reason}`} />
    </div>
  )
}

function Preview({ report, vehicle, zone }: { report: ImportReport; vehicle: Vehicle; zone: string }) {
  type Row = ImportReport['preview'][number]
  const columns: Column<Row>[] = [
    { key: 'when', header: 'Date', place: 'title', cell: ({ filled_at }) => formatInstant(filled_at, zone) },
    { key: 'odometer', header: 'Odometer', isNumber: true, cell: ({ odometer_m }) => formatDistance(vehicle.distance_unit, odometer_m) },
    {
      key: 'volume',
      header: 'Volume',
      isNumber: true,
      cell: ({ volume_ml, is_full }) => `${formatVolume(vehicle.volume_unit, volume_ml)}${is_full ? '' : ' (partial)'}`,
    },
    { key: 'cost', header: 'Cost', isNumber: true, cell: ({ cost_minor, currency }) => formatMoney(cost_minor, currency) },
    { key: 'note', place: 'wide', header: 'Note', cell: ({ note, is_duplicate }) => (is_duplicate ? 'Already here' : note) },
  ]
  return (
    <section>
      <h3 className="mb-2 font-semibold">The first {report.preview.length} fill-ups as they would be stored</h3>
      <RecordTable
        caption="Preview of the import"
        columns={columns}
        rows={report.preview}
        rowKey={(row) => `${row.filled_at} ${row.odometer_m} ${row.volume_ml}`}
      />
    </section>
  )
}

/** What a dry run found. */
export function ImportCheck({ report, vehicle, zone }: { report: ImportReport; vehicle: Vehicle; zone: string }) {
  const { economy_unit } = vehicle
  return (
    <div className="grid gap-6">
      <Stats>
        <Stat label="Format" value={formatName[report.format]} />
        <Stat label="New fill-ups" value={String(report.rows_new)} unit={`of ${report.rows_total}`} />
        <Stat label="Already here" value={String(report.rows_duplicate)} />
        <Stat label="Average with them" value={economyFigure(economy_unit, report.economy.average_ml_per_100km)} unit={economyLabel[economy_unit]} />
      </Stats>
      {report.errors.length > 0 ? <RowErrors errors={report.errors} /> : null}
      {report.errors.length === 0 && report.preview.length > 0 ? <Preview report={report} vehicle={vehicle} zone={zone} /> : null}
    </div>
  )
}
