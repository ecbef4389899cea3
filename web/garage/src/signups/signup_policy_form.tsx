import { ApiError, isProblem } from '@motovaultpro/api'
import { Button, CheckField, ErrorNotice, Panel, showProblem, Skeleton, TextArea, useToast } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { domainsIn, signupPolicyQuery, useSetSignupPolicy, type PolicyRead } from './signup_policy'

interface PolicyForm {
  accepts: boolean
  is_listed: boolean
  domains: string
}

const names = { accepts: 'accepts', is_listed: 'is_listed', auto_approve_domains: 'domains' } as const

/** The same error with the domain that it is about: the server knows it by its place only. */
function namingDomain(error: unknown, domains: string[]): unknown {
  const place = error instanceof ApiError ? error.problem.field?.match(/^\/auto_approve_domains\/(\d+)$/)?.[1] : undefined
  if (!(error instanceof ApiError) || place === undefined) return error
  return new ApiError({ ...error.problem, detail: `“${domains[Number(place)]}” ${error.message}` })
}

function PolicyFields({ read, reload }: { read: PolicyRead; reload: () => void }) {
  const { policy, tag } = read
  const form = useForm<PolicyForm>({
    defaultValues: { accepts: policy.accepts, is_listed: policy.is_listed, domains: policy.auto_approve_domains.join('\n') },
  })
  const { register, formState } = form
  const { errors, isSubmitting } = formState
  const set = useSetSignupPolicy()
  const toast = useToast()
  const [failure, setFailure] = useState<unknown>(null)
  const submit = form.handleSubmit(async ({ accepts, is_listed, domains }) => {
    setFailure(null)
    const auto_approve_domains = domainsIn(domains)
    try {
      await set.mutateAsync({ policy: { accepts, is_listed, auto_approve_domains }, tag })
      toast('Saved who may ask to join')
    } catch (error) {
      setFailure(showProblem(form, namingDomain(error, auto_approve_domains), names))
    }
  })
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <CheckField label="People may ask to join" hint="Otherwise only those whom you invite come in." {...register('accepts')} />
      <CheckField
        label="This garage can be found"
        hint="Otherwise the public site says that there is no such garage to everybody who holds no invitation."
        {...register('is_listed')}
      />
      <TextArea
        label="Trusted mail domains"
        hint="One a line, like acme-corp.example. Everybody who has a verified address of such a domain becomes a member at once, and nobody looks at the request. Name only domains whose every address you trust, never one where anybody can open a mailbox."
        autoCapitalize="none"
        spellCheck={false}
        {...register('domains')}
        error={errors.domains?.message}
      />
      <ErrorNotice error={failure} retry={isProblem(failure, 412) ? reload : undefined} />
      <div>
        <Button type="submit" isBusy={isSubmitting}>
          Save
        </Button>
      </div>
    </form>
  )
}

/** Who may ask to join, for admins. */
export function SignupPolicyPanel() {
  const { data: read, error, isPending, refetch } = useQuery(signupPolicyQuery)
  return (
    <Panel title="Who may ask to join">
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending ? <Skeleton lines={3} /> : null}
      {read ? <PolicyFields key={read.tag} read={read} reload={() => void refetch()} /> : null}
    </Panel>
  )
}
