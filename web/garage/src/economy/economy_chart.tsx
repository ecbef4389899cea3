import { economyFigure, economyIn, economyLabel, formatDay, type EconomyUnit } from '@motovaultpro/api'
import { useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Economy } from './economy'

interface Props {
  economy: Economy
  unit: EconomyUnit
  zone: string
}

const height_px = 280
const twoMonths_s = 60 * 86_400

/** Counts changes of the colour scheme: a canvas does not follow CSS variables by itself. */
function useScheme(): number {
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    const note = () => setChanges((count) => count + 1)
    const system = matchMedia('(prefers-color-scheme: dark)')
    const chosen = new MutationObserver(note)
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    system.addEventListener('change', note)
    return () => {
      chosen.disconnect()
      system.removeEventListener('change', note)
    }
  }, [])
  return changes
}

function dayLabels(zone: string) {
  return (_: uPlot, splits: number[]) => {
    const span_s = (splits.at(-1) ?? 0) - (splits[0] ?? 0)
    const parts: Intl.DateTimeFormatOptions = span_s > twoMonths_s ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' }
    const format = new Intl.DateTimeFormat(undefined, { ...parts, timeZone: zone })
    return splits.map((at_s) => format.format(at_s * 1000))
  }
}

function optionsFor({ unit, zone }: Props, width: number, onHover: (at: number | null) => void): uPlot.Options {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const axis: uPlot.Axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: `13px ${getComputedStyle(document.body).fontFamily}`,
  }
  return {
    width,
    height: height_px,
    legend: { show: false },
    cursor: { y: false, points: { size: 9 } },
    tzDate: (at_s) => uPlot.tzDate(new Date(at_s * 1000), zone),
    scales: { x: { time: true } },
    axes: [
      { ...axis, values: dayLabels(zone), space: 70, size: 34 },
      { ...axis, size: 52, values: (_, splits) => splits.map((value) => value.toLocaleString()) },
    ],
    series: [
      {},
      {
        label: economyLabel[unit],
        stroke: colour('--accent'),
        width: 2,
        points: { show: true, size: 6, fill: colour('--surface'), stroke: colour('--accent') },
      },
      { label: 'Average', stroke: colour('--caution'), width: 1.5, dash: [6, 5], points: { show: false } },
    ],
    hooks: { setCursor: [(plot) => onHover(plot.cursor.idx ?? null)] },
  }
}

function figures({ economy, unit }: Props): uPlot.AlignedData {
  const intervals = economy.intervals.toSorted((a, b) => a.filled_at.localeCompare(b.filled_at))
  const average = economy.average_ml_per_100km === null ? null : (economyIn(unit, economy.average_ml_per_100km) ?? null)
  return [
    intervals.map(({ filled_at }) => new Date(filled_at).getTime() / 1000),
    intervals.map(({ ml_per_100km }) => economyIn(unit, ml_per_100km) ?? null),
    intervals.map(() => average),
  ]
}

/** Consumption from full tank to full tank over time, with the average as a dashed line. */
export function EconomyChart(props: Props) {
  const { economy, unit, zone } = props
  const box = useRef<HTMLDivElement>(null)
  const [hovered, setHovered] = useState<number | null>(null)
  const scheme = useScheme()
  useEffect(() => {
    const element = box.current
    if (!element) return
    const plot = new uPlot(optionsFor({ economy, unit, zone }, element.clientWidth, setHovered), figures({ economy, unit, zone }), element)
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: height_px }))
    resize.observe(element)
    return () => {
      resize.disconnect()
      plot.destroy()
    }
  }, [economy, unit, zone, scheme])

  const intervals = economy.intervals.toSorted((a, b) => a.filled_at.localeCompare(b.filled_at))
  const shown = hovered === null ? undefined : intervals[hovered]
  return (
    <figure className="rounded-lg border border-line bg-surface p-3 sm:p-4">
      <figcaption className="flex flex-wrap justify-between gap-x-6 pb-2 text-sm text-muted">
        <span>
          <span className="font-medium text-ink">{economyLabel[unit]}</span> per full tank; dashed: average
        </span>
        <span aria-hidden="true" className="min-h-5">
          {shown ? `${formatDay(shown.filled_at, zone)}: ${economyFigure(unit, shown.ml_per_100km)} ${economyLabel[unit]}` : null}
        </span>
      </figcaption>
      <div ref={box} role="img" aria-label={`Chart of ${intervals.length} consumption figures; the table below holds the same figures`} />
    </figure>
  )
}
