import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

export type SignupPolicy = Garage['SignupPolicy']

/** The policy and the version it has. */
export interface PolicyRead {
  policy: SignupPolicy
  tag: string
}

async function withTag(call: Promise<{ data?: SignupPolicy; error?: unknown; response: Response }>): Promise<PolicyRead> {
  const answer = await call
  const policy = await unwrap(Promise.resolve(answer))
  // A proxy that compresses a body marks its tag as weak; If-Match takes strong ones only.
  return { policy, tag: (answer.response.headers.get('etag') ?? '').replace(/^W\//, '') }
}

export const signupPolicyQuery = queryOptions({
  queryKey: ['signup-policy'],
  queryFn: () => withTag(garageApi.GET('/api/signup-policy')),
})

export function useSetSignupPolicy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ policy, tag }: PolicyRead) => withTag(garageApi.PUT('/api/signup-policy', { params: { header: { 'If-Match': tag } }, body: policy })),
    onSuccess: async (read) => {
      client.setQueryData(signupPolicyQuery.queryKey, read)
      await client.invalidateQueries({ queryKey: ['audit'] })
    },
  })
}

/** Domains as people type them: in lines or with commas, perhaps with the @ before them. */
export function domainsIn(text: string): string[] {
  const domains = text.split(/[\s,;]+/).map((word) => word.replace(/^@/, '').toLowerCase())
  return [...new Set(domains.filter((domain) => domain !== ''))]
}
