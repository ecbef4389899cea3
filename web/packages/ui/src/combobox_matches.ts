/** One thing to choose; `detail` stands behind it in small print. */
export interface Choice {
  text: string
  detail?: string
}

/** No list on screen is longer: thousands of rows would make typing slow, and nobody reads them. */
export const longest_list = 50

/** Without accents and capitals. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

export function isSameText(one: string, other: string): boolean {
  return foldText(one) === foldText(other)
}

// "f150" is to find "F-150".
const squeezed = (folded: string) => folded.replace(/[^\p{L}\p{N}]+/gu, '')

/** How well a folded text fits what was typed: at its start, at the start of a word, anywhere. */
function rank(text: string, typed: string, typedSqueezed: string): number | undefined {
  const whole = squeezed(text)
  if (whole.startsWith(typedSqueezed)) return 0
  if (text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed))) return 1
  return whole.includes(typedSqueezed) ? 2 : undefined
}

export interface Matches<C> {
  shown: C[]
  /** How many match and are not shown. */
  more: number
}

/** The choices that fit what was typed, the best first, else in their own order. */
export function matching<C extends Choice>(choices: readonly C[], typed: string): Matches<C> {
  const folded = foldText(typed)
  const key = squeezed(folded)
  const ranks: C[][] = [[], [], []]
  for (const choice of choices) {
    const place = rank(foldText(choice.text), folded, key)
    if (place !== undefined) ranks[place]?.push(choice)
  }
  const all = ranks.flat()
  return { shown: all.slice(0, longest_list), more: Math.max(0, all.length - longest_list) }
}

/** The part of the whole list around what is chosen already. */
export function around<C extends Choice>(choices: readonly C[], chosen: number): Matches<C> {
  const last_start = Math.max(0, choices.length - longest_list)
  const start = Math.min(last_start, Math.max(0, chosen - longest_list / 2))
  return { shown: choices.slice(start, start + longest_list), more: last_start }
}
