import { ApiError, timeZones } from '@motovaultpro/api'
import { Button, buttonLook, ErrorNotice, Notice, Panel, TextField } from '@motovaultpro/ui'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useMay, useTimeZone } from '../app/session'
import { useOpenVehicle } from '../vehicles/open_vehicle'
import { ImportCheck, RowErrors } from './import_report'
import { fillUps, largestFile_bytes, useImport } from './imports'

export function ImportsTab() {
  const vehicle = useOpenVehicle()
  const mayChange = useMay('member')
  const ownZone = useTimeZone()
  const [file, setFile] = useState<File | null>(null)
  const [fileError, setFileError] = useState<string>()
  const [chosenZone, setChosenZone] = useState<string>()
  const time_zone = chosenZone ?? ownZone
  const check = useImport(vehicle.id)
  const store = useImport(vehicle.id)

  if (!mayChange) return <Notice>Your role in this garage shows vehicles and does not change them.</Notice>

  const choose = (chosen: File | undefined) => {
    check.reset()
    store.reset()
    setFileError(undefined)
    setFile(chosen ?? null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    store.reset()
    if (!file) setFileError('Choose a file first.')
    else if (file.size > largestFile_bytes) setFileError('The file is larger than 10 MB.')
    else check.mutate({ file, time_zone, dry_run: true })
  }
  const report = check.data
  const failure = store.error ?? check.error
  const rowErrors = failure instanceof ApiError ? failure.problem.errors : undefined
  const isReady = file && report && report.errors.length === 0 && report.rows_new > 0 && !store.data

  return (
    <div className="grid gap-8">
      <Panel title="Bring in fill-ups">
        <p className="mb-4 max-w-prose text-muted">
          Takes exports of Fuelio and LubeLogger. Checking stores nothing. Fill-ups that are here already are not added again.
        </p>
        <form onSubmit={submit} noValidate className="grid items-start gap-4 sm:grid-cols-2">
          <TextField
            label="Export file"
            type="file"
            accept=".csv,text/csv"
            className="py-2 file:mr-3 file:font-medium"
            error={fileError}
            onChange={(event) => choose(event.target.files?.[0])}
          />
          <TextField
            label="Time zone of its dates"
            options={timeZones()}
            value={time_zone}
            onChange={(event) => {
              check.reset()
              setChosenZone(event.target.value)
            }}
          />
          <div className="sm:col-span-2">
            <Button type="submit" kind={isReady ? 'secondary' : 'primary'} isBusy={check.isPending}>
              Check file
            </Button>
          </div>
        </form>
      </Panel>
      {rowErrors && rowErrors.length > 0 ? <RowErrors errors={rowErrors} /> : <ErrorNotice error={failure} />}
      {store.data ? (
        <Notice kind="good">
          <p className="mb-2 font-medium">
            {fillUps(store.data.rows_new)} imported
            {store.data.rows_duplicate > 0 ? `, ${store.data.rows_duplicate} were here already` : ''}.
          </p>
          <div className="flex flex-wrap gap-3">
            <Link to="/vehicles/$vehicle" params={{ vehicle: vehicle.id }} className={buttonLook('secondary', true)}>
              See the fill-ups
            </Link>
            <Link to="/vehicles/$vehicle/economy" params={{ vehicle: vehicle.id }} className={buttonLook('secondary', true)}>
              See the economy
            </Link>
          </div>
        </Notice>
      ) : null}
      {report && !store.data ? (
        <section aria-labelledby="checked" className="grid gap-5">
          <div className="flex flex-wrap items-center justify-between gap-4">
            <h2 id="checked" className="text-lg font-semibold">
              What is in {file?.name}
            </h2>
            {isReady ? (
              <Button isBusy={store.isPending} onClick={() => store.mutate({ file, time_zone, dry_run: false })}>
                Import {fillUps(report.rows_new)}
              </Button>
            ) : null}
          </div>
          {report.errors.length === 0 && report.rows_new === 0 ? <Notice>Every fill-up of this file is here already.</Notice> : null}
          <ImportCheck report={report} vehicle={vehicle} zone={ownZone} />
        </section>
      ) : null}
    </div>
  )
}
