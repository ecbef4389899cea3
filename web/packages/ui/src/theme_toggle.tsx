import { Moon, Sun } from 'lucide-react'
import { useState } from 'react'

type Theme = 'light' | 'dark'
const key = 'motovaultpro.theme'

function isTheme(text: string | null): text is Theme {
  return text === 'light' || text === 'dark'
}

/** Applies the scheme chosen on this site; without one the system's holds. */
export function applyStoredTheme(): void {
  const stored = localStorage.getItem(key)
  if (isTheme(stored)) document.documentElement.dataset.theme = stored
}

function current(): Theme {
  const chosen = document.documentElement.dataset.theme ?? null
  if (isTheme(chosen)) return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function ThemeToggle() {
  const [theme, setTheme] = useState(current)
  const next: Theme = theme === 'dark' ? 'light' : 'dark'
  const toggle = () => {
    document.documentElement.dataset.theme = next
    localStorage.setItem(key, next)
    setTheme(next)
  }
  return (
    <button
      type="button"
      onClick={toggle}
      aria-label={`Use ${next} colours`}
      className="inline-flex size-11 cursor-pointer items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink"
    >
      {theme === 'dark' ? <Sun aria-hidden="true" className="size-5" /> : <Moon aria-hidden="true" className="size-5" />}
    </button>
  )
}
