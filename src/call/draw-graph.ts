import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { FlowMeta } from './flow.ts'
import type { Line } from './line.ts'

/** A state as a picture shows it. */
export interface Box {
  /** Names from the outermost state on. Empty for the flow itself, whose arrows hold in every state. */
  readonly path: readonly string[]
  readonly kind: 'menu' | 'queue' | 'end' | 'recover' | 'state'
  /** What callers hear and what is done on entry, one thing a line. */
  readonly does: readonly string[]
  /** The state within that is entered first. */
  readonly first: readonly string[] | undefined
  readonly inside: readonly Box[]
}

export interface Arrow {
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** Keys and events, as people say them; empty where the call just goes on. */
  readonly labels: readonly string[]
  /** Condition under which the arrow is taken, such as `slips < 2`; empty for none. */
  readonly when: string
}

/** What a picture of a flow shows: plain data, which can be kept and sent. */
export interface Graph {
  /** Name of the line. */
  readonly name: string
  readonly root: Box
  readonly arrows: readonly Arrow[]
}

/** The boxes and arrows of a flow, straight from its configuration, so that no picture is out of date. */
export function graphOf({ flow, definition }: Line): Graph {
  const arrows: Arrows = new Map()
  collectArrows(flow.root, arrows)
  return { name: definition.name, root: boxOf(flow.root), arrows: [...arrows.values()] }
}

/** States that hold no others; in a flow without any, the flow itself. */
export function innermost(box: Box): Box[] {
  return box.inside.length === 0 ? [box] : box.inside.flatMap(innermost)
}

function boxOf(node: AnyStateNode): Box {
  return {
    path: node.path,
    kind: kindOf(node),
    does: doings(node),
    first: node.type === 'compound' ? node.initial.target[0]?.path : undefined,
    inside: Object.values(node.states).map(boxOf),
  }
}

function kindOf(node: AnyStateNode): Box['kind'] {
  if (node.type === 'final') return 'end'
  const meta = node.meta as FlowMeta | undefined
  if (meta?.recover) return 'recover'
  if (node.entry.some(action => typeOf(action) === 'enqueue')) return 'queue'
  return meta?.asks?.kind === 'choice' || meta?.asks?.kind === 'entry' ? 'menu' : 'state'
}

/** What an action is, to a reader of the picture; timers and counters are no concern of theirs. */
const SHOWN: Readonly<Record<string, (params: Record<string, unknown>) => string>> = {
  say: ({ prompt }) => `says ${prompt}`,
  ask: ({ prompt }) => `asks ${prompt}`,
  record: ({ prompt }) => `says ${prompt}, and records`,
  sayNotices: () => 'says what holds now for everybody',
  sayMatters: () => 'says what is pending',
  identify: () => 'looks who calls',
  preferLastAgent: () => 'asks for the agent who had the case',
  checkNumber: () => 'looks for a number to call',
  useNumber: () => 'takes the number that was entered',
  promise: ({ afterSeconds }) =>
    `promises a callback ${afterSeconds === undefined ? 'at the next opening' : `in ${seconds(Number(afterSeconds) * 1_000)}`}`,
  rate: ({ score }) => `notes ${score} of 5`,
  textWhenNear: () => 'texts when it is nearly their turn',
  openCase: () => 'gives a case number',
  text: ({ prompt }) => `texts ${prompt}`,
  speak: ({ language }) => `speaks ${language}`,
  enqueue: ({ queue }) => `joins queue ${queue}`,
  fileMessage: ({ queue }) => `leaves the message to ${queue}`,
  announce: () => 'tells place and wait',
  sayNext: () => 'says the next message',
  playMusic: () => 'plays music',
  keepPlace: () => 'keeps the place',
  joinAgent: () => 'rings the agent',
  hangUp: () => 'hangs up',
  consent: ({ given }) => (given ? 'talks may be recorded' : 'talks are not recorded'),
  served: () => 'has served the caller',
}

function doings(node: AnyStateNode): string[] {
  return node.entry.flatMap(action => {
    const { params = {} } = action as { params?: Record<string, unknown> }
    return SHOWN[typeOf(action)]?.(params) ?? []
  })
}

function typeOf(action: unknown): string {
  return typeof action === 'string' ? action : ((action as { type?: string }).type ?? '')
}

type Arrows = Map<string, Arrow & { labels: string[] }>

function collectArrows(node: AnyStateNode, arrows: Arrows): void {
  for (const [event, transitions] of node.transitions) {
    for (const transition of transitions) addArrow(eventLabel(event), transition, arrows)
  }
  for (const transition of node.always ?? []) addArrow('', transition, arrows)
  for (const inner of Object.values(node.states)) collectArrows(inner, arrows)
}

function addArrow(text: string, transition: AnyTransitionDefinition, arrows: Arrows) {
  for (const arrow of arrowsOf(transition)) {
    const known = arrows.get(arrowName(arrow)) ?? { ...arrow, labels: [] }
    arrows.set(arrowName(arrow), known)
    if (text !== '' && !known.labels.includes(text)) known.labels.push(text)
  }
}

/** The arrows of one transition, without their labels. */
export function arrowsOf({ source, target, guard }: AnyTransitionDefinition): Arrow[] {
  const when = conditionOf(guard)
  return (target ?? []).map(to => ({ from: source.path, to: to.path, labels: [], when }))
}

/** Names an arrow: one for all keys and events that lead from here to there on the same condition. */
export function arrowName({ from, to, when }: Arrow): string {
  const place = (path: readonly string[]) => (path.length === 0 ? 'anywhere' : path.join('.'))
  return `${place(from)} -> ${place(to)}${when === '' ? '' : ` (${when})`}`
}

function conditionOf(guard: unknown): string {
  if (!guard) return ''
  const { params } = guard as { params?: { counter: string; limit: number } }
  return params ? `${params.counter} < ${params.limit}` : typeOf(guard)
}

/** An event as people say it. */
function eventLabel(event: string): string {
  const [family, ...rest] = event.split('.')
  const what = rest.join('.')
  if (family === 'key') return KEY_NAMES[what] ?? what
  if (family === 'said') return what === '*' ? 'unclear words' : `“${what}”`
  if (family === 'xstate' && rest[0] === 'after') return `after ${seconds(Number(rest[1]))}`
  return what === '*' ? `any ${family}` : event
}

const KEY_NAMES: Readonly<Record<string, string>> = { star: '*', pound: '#', '*': 'other keys' }

function seconds(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`
}

/** What stands on an arrow. */
export function arrowText({ labels, when }: Arrow): string {
  return `${labels.join(', ')}${when === '' ? '' : ` (${when})`}`
}
