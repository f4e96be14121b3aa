import type { Leg } from './leg.ts'

/** Two or more who talk: words reach everybody else. Lasts until `until` does. */
export async function talk(
  leg: Leg,
  others: () => readonly Leg[],
  until: () => Promise<unknown>,
  onKey: (key: string) => void = () => {},
): Promise<void> {
  const keypad = {
    key: onKey,
    speech(text: string) {
      for (const other of others()) other.tell({ kind: 'voice', text, from: leg.sid })
    },
  }
  leg.keypad = keypad
  leg.soundless = 0
  leg.tell({ kind: 'talks', to: others().map(({ sid }) => sid) })
  try {
    await until()
  } finally {
    if (leg.keypad === keypad) leg.keypad = undefined
  }
}
