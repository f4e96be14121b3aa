/** Entries that are remembered without asking the store. */
const REMEMBERED_MAX = 20_000

/** Sets an entry as the newest; of more than are kept, the oldest is forgotten. */
export function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > REMEMBERED_MAX) for (const oldest of map.keys().take(1)) map.delete(oldest)
}
