/**
 * How far one phone has come, carried in the URLs that we hand to it: a document that asks what comes next is then a
 * mere read, the same each time it is asked.
 */
export interface Cursor {
  /** Which question of ours is being answered, see `Phone.turn`. */
  readonly turn: number
  /** The last utterance that the phone has spoken. */
  readonly after: number
  /** The piece of music that comes next. */
  readonly music: number
  /** Twilio would not take this call into a queue: it waits without one. */
  readonly isOutside: boolean
  /** The call has been through the fallback once. */
  readonly isAgain: boolean
  /** The phone was brought here by REST, out of whatever it was doing. */
  readonly isTaken: boolean
}

export const START: Cursor = {
  turn: 0,
  after: 0,
  music: 0,
  isOutside: false,
  isAgain: false,
  isTaken: false,
}

/** As a query, without `?`. */
export function cursorQuery({ turn, after, music, isOutside, isAgain, isTaken }: Cursor): string {
  const marks = `${isOutside ? '&o=1' : ''}${isAgain ? '&again=1' : ''}${isTaken ? '&x=1' : ''}`
  return `t=${turn}&a=${after}&m=${music}${marks}`
}

/** Reads what `cursorQuery` wrote; what is missing or no number counts as the start. */
export function readCursor(query: Readonly<Record<string, unknown>>): Cursor {
  const count = (value: unknown) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : 0)
  return {
    turn: count(query.t),
    after: count(query.a),
    music: count(query.m),
    isOutside: query.o === '1',
    isAgain: query.again === '1',
    isTaken: query.x === '1',
  }
}
