import { ApiError } from '@motovaultpro/api'
import type { FieldValues, Path, Resolver, UseFormReturn } from 'react-hook-form'
import type { $ZodType } from 'zod/v4/core'
import { config, safeParse } from 'zod/v4/core'

// Compiling validators with `new Function` is what the content security policy forbids.
config({ jitless: true })

/** Checks a form with a zod schema; each field shows its first issue. The form keeps its text: units are converted on sending. */
export function checkedBy<Values extends FieldValues>(schema: $ZodType): Resolver<Values> {
  return (values) => {
    const result = safeParse(schema, values)
    if (result.success) return { values, errors: {} }
    const errors: Record<string, { type: string; message: string }> = {}
    for (const issue of result.error.issues) {
      errors[String(issue.path[0])] ??= { type: 'check', message: issue.message }
    }
    return { values: {}, errors: errors as never }
  }
}

/**
 * Puts a refused call's message at the field it is about and moves there.
 * The result is what no field took: the error to show above the form, or null.
 */
export function showProblem<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  error: unknown,
  names: Record<string, Path<Values>>,
): unknown {
  if (!(error instanceof ApiError) || !error.problem.field) return error
  const name = names[error.problem.field.split('/')[1] ?? '']
  if (!name) return error
  form.setError(name, { type: 'server', message: error.problem.detail ?? error.problem.title }, { shouldFocus: true })
  return null
}
