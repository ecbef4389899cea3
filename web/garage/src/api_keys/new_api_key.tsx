import type { Garage } from '@motovaultpro/api'
import { Button, Notice } from '@motovaultpro/ui'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { curlExample } from './api_keys'

function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = () => void navigator.clipboard.writeText(text).then(
    () => setState('copied'),
    () => setState('refused'),
  )
  return (
    <span className="flex flex-wrap items-center gap-3">
      <Button
        kind="secondary"
        isSmall
        icon={state === 'copied' ? <Check aria-hidden="true" className="size-4" /> : <Copy aria-hidden="true" className="size-4" />}
        onClick={copy}
      >
        {label}
      </Button>
      <span role="status" className="text-sm text-muted">
        {state === 'copied' ? 'Copied' : ''}
        {state === 'refused' ? 'The browser does not allow it: select the text and copy it.' : ''}
      </span>
    </span>
  )
}

const code = 'block rounded-md bg-sunken p-3 font-mono text-sm break-all whitespace-pre-wrap select-all'

/** The key, for the only time that it can be seen. */
export function NewApiKey({ made, onDone }: { made: Garage['NewApiKey']; onDone: () => void }) {
  const example = curlExample(made.key, made.api_key.scopes, location.origin)
  return (
    <div className="grid gap-4">
      <Notice kind="caution">This is the only time the key is shown. Put it where your program finds it and nobody else does.</Notice>
      <section aria-label="Your key" className="grid gap-2">
        <code className={code}>{made.key}</code>
        <CopyButton text={made.key} label="Copy key" />
      </section>
      <section aria-labelledby="try-it" className="grid gap-2">
        <h3 id="try-it" className="text-sm font-medium">
          Try it
        </h3>
        <code className={code}>{example}</code>
        <CopyButton text={example} label="Copy command" />
      </section>
      <div className="flex justify-end">
        <Button onClick={onDone}>I have the key</Button>
      </div>
    </div>
  )
}
