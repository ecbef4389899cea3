import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { Combobox } from './combobox'
import { matching, type Choice } from './combobox_matches'

function Field({ names, start = '', submit }: { names: string[]; start?: string; submit?: () => void }) {
  const [value, setValue] = useState(start)
  const [choices] = useState<Choice[]>(() => names.map((text) => ({ text })))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit?.()
      }}
    >
      <Combobox label="Make" value={value} choices={choices} unknown="Kept as typed" onType={setValue} onPick={({ text }) => setValue(text)} />
      <button>Save</button>
    </form>
  )
}

const input = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Make' })
const options = () => screen.queryAllByRole('option').map((option) => option.textContent)
const active = () => document.getElementById(input().getAttribute('aria-activedescendant') ?? '')?.textContent
const makes = ['Audi', 'BMW', 'Citroën', 'Honda', 'Škoda']

it('typing filters, without regard to accents and capitals', async () => {
  render(<Field names={makes} />)
  await userEvent.type(input(), 'sk')
  expect(options()).toEqual(['Škoda'])
  expect(input().getAttribute('aria-expanded')).toBe('true')
  expect(screen.getByRole('status').textContent).toBe('1 choice')
})

it('arrows move, Enter takes, and does not send the form', async () => {
  let sent = 0
  render(<Field names={makes} submit={() => sent++} />)
  await userEvent.click(input())
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  expect(active()).toBe('BMW')
  await userEvent.keyboard('{ArrowUp}{ArrowUp}')
  expect(active()).toBe('Škoda')
  await userEvent.keyboard('{Enter}')
  expect(input().value).toBe('Škoda')
  expect([input().getAttribute('aria-expanded'), sent]).toEqual(['false', 0])
  await userEvent.keyboard('{Enter}')
  expect(sent).toBe(1)
})

it('Escape closes the list and keeps the text', async () => {
  render(<Field names={makes} />)
  await userEvent.type(input(), 'ho{ArrowDown}{Escape}')
  expect([input().value, options()]).toEqual(['ho', []])
})

it('a press takes a choice and leaves the focus in the field', async () => {
  render(<Field names={makes} />)
  await userEvent.click(input())
  await userEvent.click(screen.getByRole('option', { name: 'Honda' }))
  expect(input().value).toBe('Honda')
  expect(document.activeElement).toBe(input())
})

it('other text stays, with a remark that is no error', async () => {
  render(<Field names={makes} />)
  await userEvent.type(input(), 'Melkus')
  expect(screen.queryByText('Kept as typed')).toBeNull()
  await userEvent.tab()
  expect([input().value, input().getAttribute('aria-invalid')]).toEqual(['Melkus', null])
  expect(screen.getByText('Kept as typed')).toBeTruthy()
})

it('opened on a chosen text the whole list is there, at that choice', async () => {
  render(<Field names={makes} start="citroen" />)
  await userEvent.click(input())
  expect(options()).toEqual(makes)
  expect(active()).toBe('Citroën')
})

it('of a long list 50 are shown, and how many there are besides', async () => {
  render(<Field names={Array.from({ length: 1500 }, (_, place) => `Make ${place}`)} />)
  await userEvent.click(input())
  expect(options()).toHaveLength(50)
  expect(screen.getByText('and 1,450 more: keep typing')).toBeTruthy()
  await userEvent.type(input(), 'make 1')
  expect(options()).toHaveLength(50)
  expect(screen.getByText('and 561 more: keep typing')).toBeTruthy()
})

it('the start of the text comes before the start of a word, and that before anything else', () => {
  const found = matching(['Alfa Romeo', 'Chrome', 'Romer', 'F-150 Rom'].map((text) => ({ text })), 'rom')
  expect(found.shown.map(({ text }) => text)).toEqual(['Romer', 'Alfa Romeo', 'F-150 Rom', 'Chrome'])
  expect(matching([{ text: 'F-150' }], 'f150').shown).toHaveLength(1)
})
