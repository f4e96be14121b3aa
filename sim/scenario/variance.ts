import { z } from 'zod'

/** How the luck of simulated days is used to know more from fewer of them. */
export const variance = z.enum(['plain', 'antithetic', 'controls', 'both']).meta({
  description:
    'What makes intervals narrower without more days: "antithetic": days in pairs, of which one has bad luck where ' +
    'the other has good; "controls": corrected by how many called, and how long they talked, against what is ' +
    'expected; "both"; "plain": nothing, the default except with --precision, where it is "controls".',
  examples: ['controls'],
})
