import type { RosterAgent } from '../../src/centre/roster-agent.ts'

const CARD = [
  'card-support/account',
  'card-support/billing',
  'card-support/rewards',
  'card-support/night',
  'card-support/messages',
]

/** Who works on the day: at a browser, at a desk phone, at home; and a supervisor. */
export const AGENTS: readonly (RosterAgent & { readonly address: string })[] = [
  { name: 'ana', id: '1001', skills: CARD, address: 'client:ana' },
  {
    name: 'ben',
    id: '1002',
    skills: [...CARD, 'gift-cards/gift-cards'],
    address: 'sip:ben@desk.example.com',
  },
  {
    name: 'cleo',
    id: '1003',
    skills: ['gift-cards/gift-cards', 'gift-cards/orders'],
    address: '+12025550111',
  },
  {
    ...{ name: 'dora', id: '1009', role: 'supervisor', address: 'client:dora' },
    skills: ['card-support/supervisors', 'gift-cards/supervisors'],
  },
]

/** By what each of them logs in. */
export const PINS: ReadonlyMap<string, string> = new Map(
  AGENTS.map(({ name, id }) => [name, `${id}${id?.split('').reverse().join('')}`]),
)

/** Where supervisors are texted. */
export const SUPERVISORS_NUMBER = '+12025550171'
