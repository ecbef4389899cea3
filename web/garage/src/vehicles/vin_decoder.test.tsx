import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { openForm, small_catalogue } from './catalogue.fixture'
import { accord, decoded } from './decoded.fixture'

afterEach(() => vi.unstubAllGlobals())

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const values = () => ['Year', 'Make', 'Model', 'Trim'].map((label) => field(label).value)
const asked = (requests: string[]) => requests.filter((path) => path.startsWith('vin/'))

async function paste(vin: string) {
  await userEvent.clear(field('VIN'))
  await userEvent.click(field('VIN'))
  await userEvent.paste(vin)
}

it('a number is decoded once it has 17 characters, and only once', async () => {
  const { requests } = openForm()
  await userEvent.type(field('VIN'), '1hgcm82633a00435')
  expect(asked(requests)).toEqual([])
  await userEvent.type(field('VIN'), '2')
  expect(await screen.findByLabelText('Decoded from the VIN')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Decode VIN' }))
  expect(asked(requests)).toEqual(['vin/1HGCM82633A004352'])
})

it('decoding fills in the empty fields and says which', async () => {
  openForm()
  await paste('1HGCM-8263-3A00-4352')
  expect(await screen.findByText('Filled in year, make, model, trim and name.')).toBeTruthy()
  expect(values()).toEqual(['2003', 'HONDA', 'Accord', 'EX'])
  expect(screen.getByText('Decoded with certainty')).toBeTruthy()
})

it('what the person typed is not overwritten but offered', async () => {
  openForm()
  await userEvent.type(field('Make'), 'Hunda')
  await paste('1HGCM82633A004352')
  await userEvent.click(await screen.findByRole('button', { name: 'Use HONDA' }))
  expect(field('Make').value).toBe('HONDA')
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(field('Make').value).toBe('Hunda')
})

it('Undo restores the form as it was before', async () => {
  openForm()
  await userEvent.type(field('Trim'), 'mine')
  await paste('1HGCM82633A004352')
  await screen.findByText(/^Filled in/)
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
  expect(values()).toEqual(['', '', '', 'mine'])
  expect(field('Name').value).toBe('')
  expect(screen.queryByRole('button', { name: 'Use EX' })).toBeNull()
})

it('another number takes back what the former one filled in', async () => {
  openForm()
  await paste('1HGCM82633A004352')
  await screen.findByText(/^Filled in/)
  await paste('JHMED7340JS000001')
  await screen.findByText(/can also mean 1988/)
  expect(values()).toEqual(['2018', 'HONDA', 'Civic', ''])
})

it('a year that the number can also mean is one press away', async () => {
  openForm()
  await paste('JHMED7340JS000001')
  await userEvent.click(await screen.findByRole('button', { name: 'Use 1988' }))
  expect(field('Year').value).toBe('1988')
})

it('an answer to a number that is not there any more fills in nothing', async () => {
  let late: (found: object) => void = () => {}
  openForm({ ...small_catalogue, 'vin/1HGCM82633A004352': new Promise((answer) => (late = answer)) })
  fireEvent.change(field('VIN'), { target: { value: '1HGCM82633A004352' } })
  fireEvent.change(field('VIN'), { target: { value: 'JHMED7340JS000001' } })
  await screen.findByText(/^Filled in/)
  late(accord)
  await userEvent.type(field('Notes'), 'x')
  expect(field('Model').value).toBe('Civic')
})

it('errors are a caution, warnings are quiet, and the number probably meant can be taken', async () => {
  const wrong = decoded({
    vin: '1HGCM82633A004353',
    valid: false,
    errors: [
      { code: 'check_digit', severity: 'error', message: 'The check digit is wrong.', position: 9 },
      { code: 'unknown_position', severity: 'warning', message: 'Character 8 is not known.', position: 8 },
    ],
    suggestion: accord.vin,
  })
  openForm({ ...small_catalogue, 'vin/1HGCM82633A004353': wrong })
  await paste(wrong.vin)
  const notice = (await screen.findByText('Check the number')).parentElement
  expect(notice?.textContent).toContain('The check digit is wrong.')
  expect(notice?.textContent).not.toContain('Character 8')
  expect(screen.getByText('Character 8 is not known.')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: `Use ${accord.vin} instead` }))
  expect(field('VIN').value).toBe(accord.vin)
  expect(await screen.findByText(/^Filled in/)).toBeTruthy()
})

it('a stored vehicle keeps its fuel until another is taken', async () => {
  openForm({ ...small_catalogue, 'vin/1HGCM82633A004352': { ...accord, fuel: 'Diesel' } }, { vin: '1HGCM82633A004352', nickname: 'Old' }, false)
  await userEvent.click(screen.getByRole('button', { name: 'Decode VIN' }))
  await screen.findByText(/^Filled in/)
  expect(field('Fuel').value).toBe('petrol')
  await userEvent.click(screen.getByRole('button', { name: 'Use Diesel' }))
  expect(field('Fuel').value).toBe('diesel')
})
