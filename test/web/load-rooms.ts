/** A conference. It is over when the first one who was in it leaves. */
export class Room {
  isOver = false
  readonly #over = Promise.withResolvers<void>()

  /** Resolves when it is over. */
  get over(): Promise<void> {
    return this.#over.promise
  }

  /** Gives whether somebody else had left before. */
  leave(): boolean {
    const wasOver = this.isOver
    this.isOver = true
    this.#over.resolve()
    return wasOver
  }
}

/** The conferences of Twilio's that are not over, by name. */
export class Rooms {
  readonly #rooms = new Map<string, Room>()

  enter(name: string): Room {
    const known = this.#rooms.get(name)
    if (known && !known.isOver) return known
    const room = new Room()
    this.#rooms.set(name, room)
    return room
  }
}
