import type { ReactNode } from 'react'

export interface Column<Row> {
  key: string
  header: string
  isNumber?: boolean
  /** Hides the header where it would only repeat the content (buttons). */
  isHeaderHidden?: boolean
  cell: (row: Row) => ReactNode
}

interface Props<Row> {
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
}

/** A table on a wide screen; on a phone each row is a card of label and value. */
export function RecordTable<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  return (
    <table role="table" className="w-full text-left max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b border-line-strong text-sm text-muted">
          {columns.map(({ key, header, isNumber, isHeaderHidden }) => (
            <th key={key} role="columnheader" scope="col" className={`py-2 pr-4 font-medium last:pr-0 ${isNumber ? 'text-right' : ''}`}>
              {isHeaderHidden ? <span className="sr-only">{header}</span> : header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:grid max-sm:gap-3">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className="border-b border-line last:border-b-0 max-sm:block max-sm:rounded-lg max-sm:border max-sm:bg-surface max-sm:p-3 max-sm:last:border-b"
          >
            {columns.map(({ key, header, isNumber, isHeaderHidden, cell }) => (
              <td
                key={key}
                role="cell"
                data-label={isHeaderHidden ? undefined : header}
                className={`py-2.5 pr-4 align-top last:pr-0 max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:p-0 max-sm:py-1 max-sm:text-right max-sm:before:text-sm max-sm:before:text-muted max-sm:before:content-[attr(data-label)] ${isNumber ? 'sm:text-right' : ''}`}
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
