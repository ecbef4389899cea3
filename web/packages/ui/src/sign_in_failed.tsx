import { Button } from './button'
import { Notice } from './notice'

const sentences: Record<string, string> = {
  denied: 'You were not signed in: the sign-in was cancelled or refused.',
  expired: 'The sign-in took too long, or was begun in another browser.',
  state_mismatch: 'The answer belonged to another sign-in, so it was not used.',
  provider_error: 'The sign-in service gave an answer that cannot be used.',
  unavailable: 'The sign-in service cannot be reached at the moment.',
}

/** What to say of a sign-in that came back with `/?auth_error=CODE`; undefined for anything that is no such code. */
export function signInFailure(code: unknown): string | undefined {
  return typeof code === 'string' && Object.hasOwn(sentences, code) ? sentences[code] : undefined
}

interface Props {
  /** The page's query; whoever makes a link chooses it, so only known codes say anything. */
  search: object
  retry: () => void
}

/** Says why a sign-in failed and offers another one; nothing where none failed. */
export function SignInFailed({ search, retry }: Props) {
  const sentence = signInFailure('auth_error' in search ? search.auth_error : undefined)
  if (!sentence) return null
  return (
    <div className="mb-6">
      <Notice kind="caution">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p>{sentence}</p>
          <Button kind="secondary" isSmall onClick={retry}>
            Try again
          </Button>
        </div>
      </Notice>
    </div>
  )
}
