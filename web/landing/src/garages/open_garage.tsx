import { buttonLook } from '@motovaultpro/ui'

interface Props {
  name: string
  url: string
  kind?: 'primary' | 'secondary'
}

/** The way into a garage; a long name takes more lines instead of more width than a phone has. */
export function OpenGarage({ name, url, kind }: Props) {
  return (
    <a href={url} className={`${buttonLook(kind)} max-w-full py-2 text-center whitespace-normal!`}>
      Open {name}
    </a>
  )
}
