import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { openForm, small_catalogue } from './catalogue.fixture'

afterEach(() => vi.unstubAllGlobals())

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const values = () => ['Year', 'Make', 'Model', 'Trim'].map((label) => field(label).value)

async function choose(label: string, option: string) {
  await userEvent.click(field(label))
  await userEvent.click(await screen.findByRole('option', { name: option }))
}

async function chooseCivic() {
  await choose('Year', '2018')
  await choose('Make', 'HONDA')
  await choose('Model', 'Civic')
  await choose('Trim', 'Sport')
}

it('year, make, model and trim are chosen one after the other', async () => {
  const { requests } = openForm()
  await chooseCivic()
  expect(values()).toEqual(['2018', 'HONDA', 'Civic', 'Sport'])
  expect(requests).toContain('trims?year=2018&make_id=1&model_id=2')
})

it('another year keeps the make and says that it is not in the catalogue for that year', async () => {
  openForm()
  await chooseCivic()
  await userEvent.clear(field('Year'))
  await userEvent.type(field('Year'), '2019')
  await userEvent.tab()
  expect(await screen.findByText('Not in the catalogue for 2019: kept as typed')).toBeTruthy()
  expect(values()).toEqual(['2019', 'HONDA', 'Civic', 'Sport'])
})

it('another make clears what was chosen for the former one, and Undo brings it back', async () => {
  openForm()
  await chooseCivic()
  await choose('Make', 'TOYOTA')
  expect(values()).toEqual(['2018', 'TOYOTA', '', ''])
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(values()).toEqual(['2018', 'HONDA', 'Civic', 'Sport'])
})

it('coming back to the former make brings back its model', async () => {
  openForm()
  await chooseCivic()
  await choose('Make', 'TOYOTA')
  await userEvent.clear(field('Make'))
  await userEvent.type(field('Make'), 'honda')
  await userEvent.tab()
  expect(values()).toEqual(['2018', 'honda', 'Civic', 'Sport'])
})

it('another make leaves a model that was typed freely', async () => {
  openForm()
  await choose('Year', '2018')
  await choose('Make', 'HONDA')
  await userEvent.type(field('Model'), 'My racer')
  await choose('Make', 'TOYOTA')
  expect(field('Model').value).toBe('My racer')
  expect(await screen.findByText('Not in the catalogue for 2018: kept as typed')).toBeTruthy()
})

it('a model without trims in the catalogue says so', async () => {
  openForm()
  await choose('Year', '2018')
  await choose('Make', 'HONDA')
  await choose('Model', 'Accord')
  expect(await screen.findByText('The catalogue names no trims for this model.')).toBeTruthy()
  expect(await screen.findByText('The catalogue names no engines of this model.')).toBeTruthy()
})

it('choosing an engine chooses the fuel', async () => {
  openForm()
  await chooseCivic()
  await userEvent.selectOptions(await screen.findByLabelText('Engine'), '2.2 L, Diesel')
  expect(field('Fuel').value).toBe('diesel')
})

it('the search fills in year, make and model by the keyboard alone', async () => {
  const { saved } = openForm()
  await userEvent.type(field('Find your vehicle'), '2018 civ')
  await screen.findByRole('option', { name: /HONDA Civic/ })
  await userEvent.keyboard('{Enter}')
  expect(values()).toEqual(['2018', 'HONDA', 'Civic', ''])
  expect(screen.getByText(/2018 HONDA Civic filled in/)).toBeTruthy()
  expect(saved).toEqual([])
})

it('only the answer to what is typed now is shown', async () => {
  let late: (found: object) => void = () => {}
  const found = (model: string) => ({ items: [{ make_id: 1, make: 'HONDA', model_id: 1, model, year_from: 2000, year_to: 2001 }] })
  openForm({ ...small_catalogue, 'search?q=ac&limit=10': new Promise((answer) => (late = answer)), 'search?q=acc&limit=10': found('Accord') })
  await userEvent.type(field('Find your vehicle'), 'acc')
  await screen.findByRole('option', { name: /Accord/ })
  late(found('Acty'))
  await userEvent.type(field('Make'), 'x')
  await userEvent.click(field('Find your vehicle'))
  const options = within(screen.getByRole('listbox')).getAllByRole('option')
  expect(options.map((option) => option.textContent)).toEqual(['HONDA Accord2000–2001'])
})

it('a catalogue that is away is said once, and everything can be typed and saved', async () => {
  const away = Object.fromEntries(Object.keys(small_catalogue).map((path) => [path, 503]))
  const { saved } = openForm(away)
  expect(await screen.findByText(/catalogue is not available/)).toBeTruthy()
  await userEvent.type(field('VIN'), '1HGCM82633A004352')
  await userEvent.type(field('Find your vehicle'), 'civic')
  const typed = { Name: 'Car', Year: '1961', Make: 'Melkus', Model: 'RS 1000', Trim: 'GT' }
  for (const [label, text] of Object.entries(typed)) await userEvent.type(field(label), text)
  expect(screen.getAllByText(/catalogue is not available/)).toHaveLength(1)
  await userEvent.click(screen.getByRole('button', { name: 'Save vehicle' }))
  await waitFor(() => expect(saved).toMatchObject([{ year: 1961, make: 'Melkus', model: 'RS 1000', trim: 'GT', vin: '1HGCM82633A004352' }]))
})

it('a catalogue that is back is used after "Try again"', async () => {
  const { answers } = openForm({ ...small_catalogue, years: 503 })
  const notice = await screen.findByText(/catalogue is not available/)
  answers.years = small_catalogue.years as object
  await userEvent.click(within(notice.parentElement as HTMLElement).getByRole('button', { name: 'Try again' }))
  await waitFor(() => expect(screen.queryByText(/catalogue is not available/)).toBeNull())
  await choose('Year', '2018')
})

it('a catalogue that is back is used when the person comes back to the page', async () => {
  const { answers } = openForm({ ...small_catalogue, years: 503 })
  await screen.findByText(/catalogue is not available/)
  answers.years = small_catalogue.years as object
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  await waitFor(() => expect(screen.queryByText(/catalogue is not available/)).toBeNull())
})
