import { Button, checkedBy, ErrorNotice, showProblem, TextField } from '@motovaultpro/ui'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { useChangeTenant, type Operation, type TenantInput } from './tenants'

interface TenantForm {
  id: string
  name: string
  admin_user_id: string
  admin_email: string
  admin_name: string
}

const schema = z.looseObject({
  id: z.string().check(z.regex(/^(?=.{3,63}$)[a-z](-?[a-z0-9])*$/, '3 to 63 lower-case letters, digits and single hyphens; a letter first.')),
  name: z.string().check(z.maxLength(200, 'At most 200 characters.')),
})

const names = { id: 'id', name: 'name', admin_user_id: 'admin_user_id', admin_email: 'admin_email', admin_name: 'admin_name' } as const

/** Leaves out what was left empty. */
export function toTenantInput({ id, ...rest }: TenantForm): TenantInput {
  const given = Object.entries(rest).map(([name, value]) => [name, value.trim()] as const)
  return { id, ...Object.fromEntries(given.filter(([, value]) => value !== '')) }
}

export function TenantFields({ onStarted, onCancel }: { onStarted: (operation: Operation) => void; onCancel: () => void }) {
  const form = useForm<TenantForm>({
    defaultValues: { id: '', name: '', admin_user_id: '', admin_email: '', admin_name: '' },
    resolver: checkedBy(schema),
  })
  const { register, formState } = form
  const { errors, isSubmitting } = formState
  const change = useChangeTenant()
  // One key for one form: pressing again after a lost answer must not start a second creation.
  const [key] = useState(() => crypto.randomUUID())
  const [failure, setFailure] = useState<unknown>(null)
  const submit = form.handleSubmit(async (values) => {
    setFailure(null)
    try {
      const { operation } = await change.mutateAsync({ kind: 'create', input: toTenantInput(values), key })
      onStarted(operation)
    } catch (error) {
      setFailure(showProblem(form, error, names))
    }
  })
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <TextField
        label="Tenant id"
        hint="The first part of its address. It cannot be changed."
        autoCapitalize="none"
        spellCheck={false}
        {...register('id')}
        error={errors.id?.message}
      />
      <TextField label="Name" {...register('name')} error={errors.name?.message} />
      <fieldset className="grid gap-4 border-t border-line pt-3">
        <legend className="float-left w-full font-semibold">First owner</legend>
        <TextField label="User id" hint="As the identity provider knows them, for example auth0|…" {...register('admin_user_id')} error={errors.admin_user_id?.message} />
        <TextField label="E-mail" type="email" {...register('admin_email')} error={errors.admin_email?.message} />
        <TextField label="Full name" {...register('admin_name')} error={errors.admin_name?.message} />
      </fieldset>
      <ErrorNotice error={failure} />
      <div className="flex justify-end gap-3">
        <Button kind="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" isBusy={isSubmitting}>
          Create
        </Button>
      </div>
    </form>
  )
}
