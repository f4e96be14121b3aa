/** The known word that a mistyped one most likely means, or undefined where none is close. Ties go to the first. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  // A typist slips about once in three letters at worst; beyond that a suggestion is a guess.
  let best = Math.max(1, Math.floor(word.length / 3)) + 1
  let found: string | undefined
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= best) continue
    const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase())
    if (slips < best) {
      best = slips
      found = candidate
    }
  }
  return found
}

/** Levenshtein's distance, where two neighbouring letters swapped count once ("optimal string alignment"). */
function slipsBetween(a: string, b: string): number {
  let older: number[] = []
  let old = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const now = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let slips = Math.min(now[column - 1]! + 1, old[column]! + 1, old[column - 1]! + (same ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        slips = Math.min(slips, older[column - 2]! + 1)
      }
      now.push(slips)
    }
    older = old
    old = now
  }
  return old[b.length]!
}
