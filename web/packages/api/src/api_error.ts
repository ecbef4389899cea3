/** The body of every refusal (RFC 9457), with the members the services add. */
export interface Problem {
  title: string
  status: number
  detail?: string
  /** JSON pointer to the member at fault, for example `/vin`. */
  field?: string
  /** `tenant_suspended`, `not_a_member`, ... */
  code?: string
  request_id?: string
  /** With `reauthentication_required`: where to sign in once more. */
  login_url?: string
  errors?: RowError[]
}

/** A line of an imported file that cannot be read. */
export interface RowError {
  row: number
  field: string | null
  reason: string
}

/** What a call that did not succeed throws. Status 0 means that no answer came at all. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }
}

export const unreachable: Problem = {
  title: 'The server cannot be reached',
  detail: 'The server cannot be reached. Check the connection and try again.',
  status: 0,
}

/** True for an ApiError of this status (and code, if given). */
export function isProblem(error: unknown, status: number, code?: string): error is ApiError {
  return error instanceof ApiError && error.status === status && (code === undefined || error.problem.code === code)
}

/** Reads the problem out of a refused answer, also where a proxy answered with a page instead. */
export function problemOf(response: Response, body: unknown): Problem {
  const requestId = response.headers.get('x-request-id') ?? undefined
  if (typeof body === 'object' && body !== null && 'title' in body) {
    return { request_id: requestId, ...(body as Problem), status: response.status }
  }
  return { title: response.statusText || `Status ${response.status}`, status: response.status, request_id: requestId }
}
