/** A text as it may stand in HTML and SVG, also in an attribute: none of its characters is taken for markup. */
export function escapedHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
