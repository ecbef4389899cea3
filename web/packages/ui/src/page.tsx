import { useEffect, type ReactNode } from 'react'

interface Props {
  title: string
  /** Above the title: where one is. */
  eyebrow?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

/** After the first page, a new one takes the focus from what led to it, so that reading goes on at its start. */
function takeFocus(): void {
  const main = document.getElementById('main')
  if (hasShownPage && main && !main.contains(document.activeElement)) main.focus({ preventScroll: true })
  hasShownPage = true
}
let hasShownPage = false

/** A page's heading and body; also names the browser's tab. */
export function Page({ title, eyebrow, lead, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · MotoVaultPro`
  }, [title])
  useEffect(takeFocus, [])
  return (
    <>
      <header className="pb-6">
        {eyebrow ? <div className="pb-1 text-sm text-muted">{eyebrow}</div> : null}
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h1 className="text-2xl font-semibold break-words sm:text-3xl">{title}</h1>
            {lead ? <p className="mt-1 max-w-prose text-muted">{lead}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap gap-3">{actions}</div> : null}
        </div>
        <div aria-hidden="true" className="gauge-rule mt-4" />
      </header>
      {children}
    </>
  )
}

/** A page that is one message with a way on. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-xl py-8 sm:py-16">
      <Page title={title}>
        <div className="grid justify-items-start gap-5">{children}</div>
      </Page>
    </div>
  )
}

/** Content that stands on its own surface. */
export function Panel({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="rounded-lg border border-line bg-surface p-4 sm:p-5">
      {title ? <h2 className="mb-3 text-lg font-semibold">{title}</h2> : null}
      {children}
    </section>
  )
}
