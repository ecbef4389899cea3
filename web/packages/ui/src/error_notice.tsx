import { ApiError } from '@motovaultpro/api'
import { TriangleAlert } from 'lucide-react'
import { Button } from './button'

interface Props {
  /** What was thrown; nothing is shown for null. */
  error: unknown
  retry?: () => void
}

/** Says what went wrong in the server's words, with the id that finds the request in its log. */
export function ErrorNotice({ error, retry }: Props) {
  const problem = error instanceof ApiError ? error.problem : undefined
  const text = problem ? (problem.detail ?? problem.title) : 'Something went wrong on this page.'
  return (
    <div role="alert" aria-live="assertive">
      {error ? (
        <div className="flex flex-wrap items-start gap-3 rounded-md border border-danger bg-danger-soft p-3 text-ink">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-danger" />
          <div className="min-w-0 flex-1">
            <p>{text}</p>
            {problem?.request_id ? (
              <p className="mt-0.5 text-sm break-all text-muted">
                Request <span className="font-mono">{problem.request_id}</span>
              </p>
            ) : null}
          </div>
          {retry ? (
            <Button kind="secondary" isSmall onClick={retry}>
              Try again
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
