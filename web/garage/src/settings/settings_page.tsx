import { distanceName, economyName, timeZones, volumeName } from '@motovaultpro/api'
import { Button, buttonLook, checkedBy, ErrorNotice, Notice, Page, Panel, SelectField, showProblem, Skeleton, TextField, useToast } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { settingsQuery, useMay } from '../app/session'
import { SessionsPanel } from '../sessions/sessions_panel'
import { useReplaceSettings, type Settings } from './settings'

const zones = timeZones()

const schema = z.looseObject({
  currency: z.string().check(z.regex(/^[A-Za-z]{3}$/, 'Three letters, as in EUR.')),
  time_zone: z.string().check(z.minLength(1, 'Choose a time zone.')),
})

const names = {
  distance_unit: 'distance_unit',
  volume_unit: 'volume_unit',
  economy_unit: 'economy_unit',
  currency: 'currency',
  time_zone: 'time_zone',
} as const

function SettingsFields({ settings }: { settings: Settings }) {
  const mayChange = useMay('admin')
  const form = useForm<Settings>({ defaultValues: settings, resolver: checkedBy(schema), disabled: !mayChange })
  const { register, formState } = form
  const { errors, isSubmitting } = formState
  const replace = useReplaceSettings()
  const [failure, setFailure] = useState<unknown>(null)
  const toast = useToast()
  const submit = form.handleSubmit(async (values) => {
    setFailure(null)
    try {
      await replace.mutateAsync({ ...values, currency: values.currency.toUpperCase() })
      toast('Settings saved')
    } catch (error) {
      setFailure(showProblem(form, error, names))
    }
  })
  const choices = Object.fromEntries([settings.time_zone, ...zones].map((zone) => [zone, zone.replaceAll('_', ' ')]))
  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-6">
      {mayChange ? null : <Notice>Admins of this garage may change these.</Notice>}
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label="Distance" choices={distanceName} {...register('distance_unit')} error={errors.distance_unit?.message} />
        <SelectField label="Volume" choices={volumeName} {...register('volume_unit')} error={errors.volume_unit?.message} />
        <SelectField label="Consumption" choices={economyName} {...register('economy_unit')} error={errors.economy_unit?.message} />
        <TextField
          label="Currency"
          maxLength={3}
          className="uppercase"
          options={Intl.supportedValuesOf('currency')}
          {...register('currency')}
          error={errors.currency?.message}
        />
        <SelectField label="Time zone" choices={choices} {...register('time_zone')} error={errors.time_zone?.message} />
      </div>
      <ErrorNotice error={failure} />
      {mayChange ? (
        <div>
          <Button type="submit" isBusy={isSubmitting}>
            Save settings
          </Button>
        </div>
      ) : null}
    </form>
  )
}

export function SettingsPage() {
  const { data: settings, error, isPending, refetch } = useQuery(settingsQuery)
  const mayAdminister = useMay('admin')
  return (
    <Page title="Settings" lead="A new vehicle starts with these units; each vehicle may have its own. All times are shown in this zone.">
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending ? <Skeleton lines={5} /> : null}
      {settings ? <SettingsFields settings={settings} /> : null}
      <div className="mt-10 grid max-w-2xl gap-6">
        <Panel title="API keys">
          <p className="mb-4 text-muted">Let your own programs read and write here, for example a script that records fill-ups.</p>
          <Link to="/settings/api-keys" className={buttonLook('secondary')}>
            Your API keys
          </Link>
        </Panel>
        <SessionsPanel />
        {mayAdminister ? (
          <Panel title="What was done">
            <p className="mb-4 text-muted">Who let people in or removed them, changed settings, made keys: every such act is written down here.</p>
            <Link to="/settings/audit" className={buttonLook('secondary')}>
              Show what was done
            </Link>
          </Panel>
        ) : null}
      </div>
    </Page>
  )
}
