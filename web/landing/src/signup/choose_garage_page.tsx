import { Button, Page, TextField } from '@motovaultpro/ui'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'

/** The garage's name in what was typed: the name itself, its address, or a link to it. */
export function tenantIn(typed: string): string | undefined {
  const host = typed.trim().toLowerCase().replace(/^https?:\/\//, '')
  const path = /\/signup\/([^/?#]+)/.exec(host)
  const name = path?.[1] ?? host.split(/[/:.?#]/)[0] ?? ''
  return /^(?=.{3,63}$)[a-z](-?[a-z0-9])*$/.test(name) ? name : undefined
}

export function ChooseGaragePage() {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const tenant = tenantIn(typed)
    if (tenant) void navigate({ to: '/signup/$tenant', params: { tenant } })
    else setError('Letters, digits and single hyphens, as in the address of the garage.')
  }
  return (
    <div className="mx-auto max-w-xl">
      <Page title="Join a garage" lead="Whoever runs the garage decides about your request.">
        <form onSubmit={submit} noValidate className="grid gap-5">
          <TextField
            label="Garage name"
            hint="The first part of its address, for example smith-family"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={error}
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
          />
          <div>
            <Button type="submit">Continue</Button>
          </div>
        </form>
      </Page>
    </div>
  )
}
