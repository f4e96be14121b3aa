import type { LocalCarrier } from '../carrier.ts'
import type { Method, RestRequest } from '../happenings.ts'
import type { Reply } from './reply.ts'
import { RestError } from './reply.ts'

/** One request, and the parts of its path that its route names. */
export interface Asked extends RestRequest {
  readonly carrier: LocalCarrier
  /** Of the account, where its resources are: `/2010-04-01/Accounts/AC…`. */
  readonly account: string
  readonly parts: readonly string[]
}

/** A route: what it is asked, where, and what is done. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: RegExp
  readonly does: (asked: Asked) => Reply
}

/** A parameter that must be there. @throws RestError */
export function need({ form }: Asked, name: string, code: number): string {
  const value = form.get(name)
  if (value === null || value === '') throw new RestError(400, code, `A '${name}' parameter is required.`)
  return value
}

export function methodIn({ form }: Asked, name: string): Method {
  return form.get(name)?.toUpperCase() === 'GET' ? 'GET' : 'POST'
}

const PAGE_SIZE = 50
const PAGE_SIZE_MAX = 1_000

/** One page of a list. `name` is that of the list in the answer. */
export function pageOf<Item>(
  { query, account, path }: Asked,
  name: string,
  items: readonly Item[],
  resource: (item: Item) => object,
): Reply {
  const size = Math.min(PAGE_SIZE_MAX, Math.max(1, Number(query.get('PageSize') ?? PAGE_SIZE) || PAGE_SIZE))
  const page = Number(query.get('Page') ?? 0) || 0
  const start = page * size
  const listed = items.slice(start, start + size)
  const uri = (number: number) => {
    const others = new URLSearchParams(query)
    others.set('PageSize', String(size))
    others.set('Page', String(number))
    return `${account}${path}?${others}`
  }
  const isLast = start + size >= items.length
  const body = {
    [name]: listed.map(resource),
    page,
    page_size: size,
    start,
    end: start + listed.length - 1,
    uri: uri(page),
    first_page_uri: uri(0),
    next_page_uri: isLast ? null : uri(page + 1),
    previous_page_uri: page === 0 ? null : uri(page - 1),
  }
  return { status: 200, body }
}
