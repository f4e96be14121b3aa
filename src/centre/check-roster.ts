import { nearest } from '../line/nearest.ts'
import type { AgentRole, RosterAgent } from './roster-agent.ts'
import { AGENT_ROLES } from './roster-agent.ts'

/** An agent as somebody wrote one down, and how to say where. */
export interface ListedAgent {
  readonly agent: unknown
  /** Where a field of this agent stands, such as `row 3, column id`; without a field, where the agent does. */
  where(field?: string): string
}

export interface CheckedRoster {
  readonly agents: RosterAgent[]
  /** By name, for those of whom one is given. */
  readonly pins: ReadonlyMap<string, string>
  /** Sentences that say where, what was found and what was expected; no PIN and no address is in them. */
  readonly problems: readonly string[]
}

const NAME_LENGTH_MAX = 100
const ID = /^\d{3,8}$/
/** What can be rung. */
const ADDRESS = /^(\+[1-9]\d{6,14}|sip:\S+@\S+|client:[\w.-]+)$/
/** What can be typed on a keyboard; one that is to be keyed in on a phone has digits alone. */
const PIN = /^[!-~]{6,64}$/
const FIELDS = ['name', 'id', 'skills', 'address', 'role', 'signedIn', 'pin']

/** Who two names would be by log in: upper and lower case are the same person. */
export function sameName(name: string): string {
  return name.trim().normalize('NFC').toLowerCase()
}

export interface RosterRules {
  /** The queues that there are, each as `line/queue`; unless told, every name of that form will do. */
  readonly queues?: readonly string[]
  /** For a text that a journal names: what earlier programs took is taken. */
  readonly isRecorded?: boolean
}

/** Checks a roster, and gives all that is wrong with it at once. */
export function checkRoster(listed: readonly ListedAgent[], rules: RosterRules = {}): CheckedRoster {
  const check = new RosterCheck(rules)
  for (const entry of listed) check.read(entry)
  return check
}

class RosterCheck implements CheckedRoster {
  readonly agents: RosterAgent[] = []
  readonly pins = new Map<string, string>()
  readonly problems: string[] = []
  readonly #queues: readonly string[] | undefined
  readonly #isRecorded: boolean
  /** Where each name and id stands first. */
  readonly #names = new Map<string, string>()
  readonly #ids = new Map<string, string>()

  constructor({ queues, isRecorded = false }: RosterRules) {
    this.#queues = queues
    this.#isRecorded = isRecorded
  }

  read({ agent: listed, where }: ListedAgent): void {
    if (typeof listed !== 'object' || listed === null || Array.isArray(listed)) {
      this.problems.push(`${where()} is no agent; expected { "name", "skills", … }.`)
      return
    }
    const fields = listed as Record<string, unknown>
    for (const field of Object.keys(fields)) {
      if (FIELDS.includes(field) || this.#isRecorded) continue
      const meant = nearest(field, FIELDS)
      const known = meant === undefined ? `known are: ${FIELDS.join(', ')}.` : `did you mean "${meant}"?`
      this.problems.push(`${where()} has the unknown field "${field.slice(0, 40)}"; ${known}`)
    }
    const name = this.#name(fields.name, where)
    const role = this.#role(fields.role, where)
    const agent = {
      name: name ?? '',
      skills: this.#skills(fields.skills, role, where),
      ...this.#id(fields.id, where),
      ...(role === 'supervisor' && { role }),
      ...this.#address(fields.address, where),
      ...this.#signedIn(fields.signedIn, where),
    }
    this.#pin(fields.pin, agent, where)
    if (name !== undefined) this.agents.push(agent)
  }

  #wrong(where: string, got: string, expected: string): undefined {
    this.problems.push(`${where}: got ${got}, expected ${expected}.`)
  }

  #name(name: unknown, where: ListedAgent['where']): string | undefined {
    const at = where('name')
    const isText = typeof name === 'string' && name !== ''
    if (!isText || !(this.#isRecorded || (name.trim() === name && name.length <= NAME_LENGTH_MAX)))
      return this.#wrong(at, shown(name), `a name of at most ${NAME_LENGTH_MAX} characters`)
    const known = this.#isRecorded ? name : sameName(name)
    if (this.#once(this.#names, known, at)) return name
    return this.#wrong(at, shown(name), this.#each('name', this.#names.get(known)!))
  }

  #id(id: unknown, where: ListedAgent['where']): Pick<RosterAgent, 'id'> {
    if (id === undefined || id === '') return {}
    const at = where('id')
    const text = typeof id === 'number' ? String(id) : id
    if (typeof text !== 'string' || !ID.test(text)) this.#wrong(at, shown(id), '3 to 8 digits')
    else if (!this.#once(this.#ids, text, at))
      this.#wrong(at, shown(id), this.#each('id', this.#ids.get(text)!))
    else return { id: text }
    return {}
  }

  /** Notes where something stands that may stand once. False where it stands somewhere already. */
  #once(places: Map<string, string>, what: string, at: string): boolean {
    if (places.has(what)) return false
    places.set(what, at)
    return true
  }

  #each(what: string, first: string): string {
    return `each ${what} once; ${first} has it already`
  }

  #role(role: unknown, where: ListedAgent['where']): AgentRole {
    if (role === undefined || role === '') return 'agent'
    const known = AGENT_ROLES.find(name => name === role)
    if (known === undefined) this.#wrong(where('role'), shown(role), AGENT_ROLES.join(' or '))
    return known ?? 'agent'
  }

  #skills(skills: unknown, role: AgentRole, where: ListedAgent['where']): string[] {
    const at = where('skills')
    const example = 'queues as line/queue, best first, such as card-support/billing'
    if (role === 'supervisor' && (skills === undefined || (Array.isArray(skills) && skills.length === 0)))
      return []
    if (!Array.isArray(skills) || skills.length === 0) {
      this.#wrong(at, Array.isArray(skills) ? 'none' : shown(skills), example)
      return []
    }
    const names = skills.filter(skill => typeof skill === 'string' && /^[^/\s]+\/[^/\s]+$/.test(skill))
    if (names.length < skills.length)
      this.#wrong(at, shown(skills.find(skill => !names.includes(skill))), example)
    for (const name of this.#queues ? names : []) {
      if (this.#queues?.includes(name)) continue
      const meant = nearest(name, this.#queues!)
      this.#wrong(
        at,
        shown(name),
        `one of ${this.#queues!.join(', ')}${meant === undefined ? '' : `, perhaps ${meant}`}`,
      )
    }
    const twice = names.find((name, index) => names.indexOf(name) < index)
    if (twice !== undefined) this.#wrong(at, `${shown(twice)} twice`, 'each queue once')
    return names
  }

  #address(address: unknown, where: ListedAgent['where']): Pick<RosterAgent, 'address'> {
    if (address === undefined || address === '') return {}
    if (typeof address === 'string' && ADDRESS.test(address)) return { address }
    this.#wrong(
      where('address'),
      'what cannot be rung',
      'a number in E.164 such as +12025550100, or sip:…, or client:…',
    )
    return {}
  }

  #signedIn(signedIn: unknown, where: ListedAgent['where']): Pick<RosterAgent, 'signedIn'> {
    if (signedIn === undefined || typeof signedIn === 'boolean')
      return signedIn === undefined ? {} : { signedIn }
    this.#wrong(where('signedIn'), shown(signedIn), 'true or false')
    return {}
  }

  #pin(pin: unknown, { name, id }: RosterAgent, where: ListedAgent['where']): void {
    if (pin === undefined || pin === '') return
    const text = typeof pin === 'number' ? String(pin) : pin
    const fits = typeof text === 'string' && PIN.test(text)
    if (!fits) this.#wrong(where('pin'), 'a PIN that is not shown here', '6 to 64 digits, letters and signs')
    else if (text === id || sameName(text) === sameName(name) || new Set(text).size === 1)
      this.#wrong(
        where('pin'),
        'one that is easy to guess',
        'another than the name, the id or one sign again and again',
      )
    else this.pins.set(name, text)
  }
}

function shown(value: unknown): string {
  if (value === undefined || value === '') return 'nothing'
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  return typeof value === 'object' ? 'no text' : String(value)
}
