import type { Garage } from '@motovaultpro/api'
import { Button, checkedBy, ErrorNotice, SelectField, showProblem, TextField } from '@motovaultpro/ui'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { useMay } from '../app/session'
import { accessText, expiryAfter, lifetimes, useCreateApiKey, type ApiKeyInput, type KeyScope } from './api_keys'

interface KeyForm {
  name: string
  access: string
  days: string
}

const schema = z.looseObject({
  name: z.string().check(z.trim(), z.minLength(1, 'Say what the key is for.'), z.maxLength(100, 'At most 100 characters.')),
})

const names = { name: 'name', scopes: 'access', expires_at: 'days' } as const

export function toApiKeyInput({ name, access, days }: KeyForm, now_ms: number): ApiKeyInput {
  return { name: name.trim(), scopes: access.split(',') as KeyScope[], expires_at: expiryAfter(days, now_ms) }
}

interface Props {
  onMade: (made: Garage['NewApiKey']) => void
  onCancel: () => void
}

export function ApiKeyFields({ onMade, onCancel }: Props) {
  const mayWrite = useMay('member')
  const form = useForm<KeyForm>({ defaultValues: { name: '', access: 'read', days: '90' }, resolver: checkedBy(schema) })
  const { register, formState } = form
  const { errors, isSubmitting } = formState
  const create = useCreateApiKey()
  const [failure, setFailure] = useState<unknown>(null)
  const submit = form.handleSubmit(async (values) => {
    setFailure(null)
    try {
      onMade(await create.mutateAsync(toApiKeyInput(values, Date.now())))
    } catch (error) {
      setFailure(showProblem(form, error, names))
    }
  })
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <TextField label="Name" hint="What the key is for, so that you know it again." {...register('name')} error={errors.name?.message} />
      <SelectField
        label="What it may do"
        hint="Never more than you may yourself; people, API keys and changes of settings are closed to it."
        choices={mayWrite ? accessText : { read: 'Read' }}
        {...register('access')}
        error={errors.access?.message}
      />
      <SelectField label="How long it works" choices={lifetimes} {...register('days')} error={errors.days?.message} />
      <ErrorNotice error={failure} />
      <div className="flex justify-end gap-3">
        <Button kind="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" isBusy={isSubmitting}>
          Create key
        </Button>
      </div>
    </form>
  )
}
