import { signInUrl } from '@motovaultpro/api'
import { Button } from '@motovaultpro/ui'

/** Goes to the identity provider and comes back to `returnTo`. */
export function SignInButton({ returnTo }: { returnTo: string }) {
  return <Button onClick={() => location.assign(signInUrl(returnTo))}>Sign in</Button>
}
