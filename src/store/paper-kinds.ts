/**
 * What a centre keeps about people beside its journal, by kind: small documents that are found by kind, state, caller,
 * call or time. All of it is private, and goes with its caller.
 */
export interface PaperKinds {
  /** What an agent wrote down about a call. */
  note: { readonly agent: string; readonly text: string }
}

export type PaperKind = keyof PaperKinds

/** How long papers of a kind are kept: like other words about people, or like their calls and what came of them. */
export const KEPT_LIKE: Readonly<Record<PaperKind, 'words' | 'contacts'>> = { note: 'words' }
