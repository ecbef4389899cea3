import { Button, Notice } from '@motovaultpro/ui'
import type { DecodedVin } from './catalog'

/** How sure the catalogue is, in words. */
export function certainty({ valid, confidence }: Pick<DecodedVin, 'valid' | 'confidence'>): string {
  if (valid && confidence >= 0.9) return 'Decoded with certainty'
  return confidence >= 0.5 ? 'Decoded partly: check what was filled in' : 'Hardly decoded: check what was filled in'
}

function joined(...parts: (string | number | false | null)[]): string {
  return parts.filter(Boolean).join(', ')
}

function facts(decoded: DecodedVin): [string, string][] {
  const { displacement_l, cylinders, power_hp, transmission_speeds } = decoded
  const all: [string, string | null][] = [
    ['Made by', decoded.manufacturer],
    ['Made in', decoded.plant],
    ['Maker from', decoded.plant ? null : decoded.country],
    ['Kind', joined(decoded.vehicle_type, decoded.body, decoded.doors !== null && `${decoded.doors} doors`)],
    ['Series', decoded.trim ? decoded.series : null],
    [
      'Engine',
      joined(
        displacement_l && `${displacement_l.toFixed(1)} L`,
        cylinders && `${cylinders} cylinders`,
        power_hp && `${Math.round(power_hp)} hp`,
        joined(decoded.engine_manufacturer, decoded.engine_model).replace(', ', ' '),
      ),
    ],
    ['Fuel', joined(decoded.fuel, decoded.fuel_secondary, decoded.electrification)],
    ['Transmission', joined(decoded.transmission, transmission_speeds && `${transmission_speeds} speeds`)],
    ['Drive', decoded.drive],
    ['Weight class', decoded.gvwr],
  ]
  return all.filter((fact): fact is [string, string] => Boolean(fact[1]))
}

interface Props {
  decoded: DecodedVin
  /** The year in the form. */
  year: string
  takeVin: (vin: string) => void
  takeYear: (year: string) => void
}

/** What the catalogue makes of a number: what is wrong with it, how sure that is, and what it knows. */
export function VinResult({ decoded, year, takeVin, takeYear }: Props) {
  const { suggestion } = decoded
  const errors = decoded.errors.filter(({ severity }) => severity === 'error')
  const warnings = decoded.errors.filter(({ severity }) => severity !== 'error')
  const other_years = decoded.year_candidates.filter((candidate) => candidate !== decoded.year).map(String)
  const known = facts(decoded)
  const isKnown = known.length > 0 || decoded.make !== null
  return (
    <div className="grid gap-3">
      {errors.length > 0 || suggestion ? (
        <Notice kind="caution">
          <p className="font-medium">Check the number</p>
          <ul className="list-disc pl-5">
            {errors.map(({ code, message, position }) => (
              <li key={`${code}-${position ?? ''}`}>{message}</li>
            ))}
          </ul>
          {suggestion ? (
            <Button kind="quiet" isSmall className="-ml-3" onClick={() => takeVin(suggestion)}>
              Use <span className="font-mono">{suggestion}</span> instead
            </Button>
          ) : null}
        </Notice>
      ) : null}
      <div className="grid gap-2 rounded-md bg-sunken p-4 text-sm">
        {isKnown ? <p className="font-medium">{certainty(decoded)}</p> : <p className="font-medium">The catalogue knows nothing of this number</p>}
        {warnings.map(({ code, message, position }) => (
          <p key={`${code}-${position ?? ''}`} className="text-muted">
            {message}
          </p>
        ))}
        {other_years.map((candidate) => (
          <p key={candidate} className="flex flex-wrap items-center gap-x-2">
            This number can also mean {candidate}.
            {candidate === year.trim() ? null : (
              <Button kind="quiet" isSmall className="-my-1 max-sm:-ml-3" onClick={() => takeYear(candidate)}>
                Use {candidate}
              </Button>
            )}
          </p>
        ))}
        {known.length > 0 ? (
          <dl aria-label="Decoded from the VIN" className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
            {known.map(([name, value]) => (
              <div key={name} className="flex gap-2">
                <dt className="w-26 shrink-0 text-muted">{name}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
    </div>
  )
}
