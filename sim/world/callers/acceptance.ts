/** The share of callers who take an offer: the same for all, or in steps by the wait that they were told. */
export type Acceptance =
  | number
  /** From 0 minutes on, rising. */
  | readonly { readonly fromMinutes: number; readonly share: number }[]

/** The share who take an offer of those told a wait of so many minutes; 0 for none told. */
export function acceptedShare(acceptance: Acceptance, toldMinutes: number): number {
  if (typeof acceptance === 'number') return acceptance
  let share = 0
  for (const step of acceptance) if (toldMinutes >= step.fromMinutes) share = step.share
  return share
}
