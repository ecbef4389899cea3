import type { ReactNode } from 'react'

export interface Column<Row> {
  key: string
  header: string
  isNumber?: boolean
  /**
   * What the cell is on a phone, where a row is a card: the first line of the card, the buttons beside it,
   * or a line of its own. Everything else stands two to a line.
   */
  place?: 'title' | 'actions' | 'wide'
  cell: (row: Row) => ReactNode
}

interface Props<Row> {
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
}

const label = 'max-sm:before:block max-sm:before:text-sm max-sm:before:text-muted max-sm:before:content-[attr(data-label)]'

const placed = {
  title: 'max-sm:col-[1/3] max-sm:row-start-1 max-sm:group-has-[[data-label=Actions]>*]/row:pr-24',
  actions: 'max-sm:col-start-2 max-sm:row-start-1 max-sm:-m-2 max-sm:justify-self-end',
  wide: `max-sm:col-span-2 ${label}`,
  pair: label,
}

/** A table on a wide screen; on a phone each row is a card. */
export function RecordTable<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  return (
    <table role="table" className="w-full text-left max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b border-line-strong text-sm text-muted">
          {columns.map(({ key, header, isNumber, place }) => (
            <th key={key} role="columnheader" scope="col" className={`py-2 pr-4 font-medium last:pr-0 ${isNumber ? 'text-right' : ''}`}>
              {place === 'actions' ? <span className="sr-only">{header}</span> : header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:grid max-sm:gap-3">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className="group/row border-b border-line last:border-b-0 max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4 max-sm:gap-y-2 max-sm:rounded-lg max-sm:border max-sm:bg-surface max-sm:p-3 max-sm:last:border-b"
          >
            {columns.map(({ key, header, isNumber, place, cell }) => (
              <td
                key={key}
                role="cell"
                data-label={header}
                className={`py-2.5 pr-4 align-top last:pr-0 max-sm:block max-sm:p-0 max-sm:empty:hidden ${isNumber ? 'sm:text-right' : ''} ${placed[place ?? 'pair']}`}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
