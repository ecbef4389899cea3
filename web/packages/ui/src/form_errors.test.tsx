import { ApiError } from '@motovaultpro/api'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { ErrorNotice } from './error_notice'
import { TextField } from './field'
import { checkedBy, showProblem } from './form_errors'

const schema = z.looseObject({ vin: z.string().check(z.minLength(3, 'Too short.')) })

function Form({ refuse }: { refuse: unknown }) {
  const form = useForm({ defaultValues: { vin: '' }, resolver: checkedBy<{ vin: string }>(schema) })
  const [failure, setFailure] = useState<unknown>(null)
  const submit = form.handleSubmit(() => setFailure(showProblem(form, refuse, { vin: 'vin' })))
  return (
    <form onSubmit={submit} noValidate>
      <TextField label="VIN" {...form.register('vin')} error={form.formState.errors.vin?.message} />
      <ErrorNotice error={failure} />
      <button type="submit">Save</button>
    </form>
  )
}

const refusal = (field?: string) => new ApiError({ title: 'Invalid', status: 422, detail: 'Taken.', field })

it('a field that fails the check says so and is not sent', async () => {
  render(<Form refuse={refusal('/vin')} />)
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  const field = await screen.findByLabelText('VIN')
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
  expect(screen.getByText('Too short.')).toBeTruthy()
})

it('a refusal stands at the field it is about', async () => {
  render(<Form refuse={refusal('/vin')} />)
  await userEvent.type(screen.getByLabelText('VIN'), 'WVW')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  const message = await screen.findByText('Taken.')
  expect(screen.getByLabelText('VIN').getAttribute('aria-describedby')).toContain(message.id)
  expect(screen.getByRole('alert').textContent).toBe('')
})

it('a refusal about no field of the form stands above the buttons', async () => {
  render(<Form refuse={refusal('/elsewhere')} />)
  await userEvent.type(screen.getByLabelText('VIN'), 'WVW')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Taken.'))
})
