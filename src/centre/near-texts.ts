/** What a caller is to be texted, and what was told last. */
export interface NearTexts {
  soon: number
  changed: number
  /** When the caller will have been answered, by what was told last, and when that was; 0 before anything was. */
  byMs: number
  sinceMs: number
}
