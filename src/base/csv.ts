/** Rows as CSV (RFC 4180): what is empty is left empty, and no text is taken for a formula by a spreadsheet. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map(cells => `${cells.map(quoted).join(',')}\r\n`).join('')
}

/** Names are other people's: a spreadsheet must run none of them. */
function quoted(cell: string | number): string {
  if (typeof cell === 'number') return String(cell)
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
