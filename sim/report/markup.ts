import { escapedHtml } from '../../src/base/escaped-html.ts'

/** Markup: a text that may stand in a page as it is. */
export interface Html {
  readonly html: string
}

/**
 * Markup with values put in. Texts and numbers are escaped, whatever is in them; markup and lists of it are not, and
 * what is undefined is left out.
 */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[] | undefined)[]
): Html {
  return { html: parts.map((part, i) => part + (i < values.length ? markup(values[i]) : '')).join('') }
}

function markup(value: string | number | Html | readonly Html[] | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return escapedHtml(value)
  if (typeof value === 'number') return String(value)
  return 'html' in value ? value.html : value.map(one => one.html).join('')
}
