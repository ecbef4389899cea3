import { Button, checkedBy, ErrorNotice, SelectField, showProblem, TextField, useToast } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { sessionQuery, type Role } from '../app/session'
import { stepUpText } from '../members/act_dialog'
import { rolesToGive, roleText } from '../members/members'
import { useInvite } from './invitations'

interface InvitationForm {
  email: string
  role: Role
}

const schema = z.looseObject({
  email: z.string().check(z.trim(), z.regex(/^[^\s@]+@[^\s@]+$/, 'A mail address, as in name@example.com.'), z.maxLength(320, 'At most 320 characters.')),
})

const names = { email: 'email', role: 'role' } as const

/** Whom to write to, and what they may do when they come. */
export function InvitationFields({ onDone }: { onDone: () => void }) {
  const { data: session } = useQuery(sessionQuery)
  const form = useForm<InvitationForm>({ defaultValues: { email: '', role: 'member' }, resolver: checkedBy(schema) })
  const { register, watch, formState } = form
  const { errors, isSubmitting } = formState
  const invite = useInvite()
  const toast = useToast()
  const [failure, setFailure] = useState<unknown>(null)
  const submit = form.handleSubmit(async ({ email, role }) => {
    setFailure(null)
    try {
      const made = await invite.mutateAsync({ email: email.trim(), role })
      toast(`A mail to ${made.email} is on its way`)
      onDone()
    } catch (error) {
      setFailure(showProblem(form, error, names))
    }
  })
  const choices = Object.fromEntries(rolesToGive(session?.role).map((role) => [role, roleText[role]]))
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <TextField
        label="Mail address"
        type="email"
        inputMode="email"
        hint="They get a link that works once, for seven days, and only for this address."
        {...register('email')}
        error={errors.email?.message}
      />
      <SelectField
        label="Role"
        hint={watch('role') === 'owner' ? stepUpText : undefined}
        choices={choices}
        {...register('role')}
        error={errors.role?.message}
      />
      <ErrorNotice error={failure} />
      <div className="flex justify-end gap-3">
        <Button kind="secondary" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" isBusy={isSubmitting}>
          Send invitation
        </Button>
      </div>
    </form>
  )
}
