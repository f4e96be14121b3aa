import type { ScryptOptions } from 'node:crypto'
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'

/** Some 40 ms of one core and 16 MB for each guess: a stolen table of six-digit PINs costs half a day an agent. */
const COST = 2 ** 14
const BLOCKS = 8
const SALT_BYTES = 16
const HASH_BYTES = 32
const MADE_DIGITS = 8

/** The hash of a PIN with its own salt, by scrypt (RFC 7914); what it was made with stands in it. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derived(pin, salt, { N: COST, r: BLOCKS, p: 1 })
  return ['scrypt', COST, BLOCKS, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Whether a PIN is the one that was hashed. Takes as long where there is no hash, and is false then. */
export async function isPin(pin: string, hashed: string | undefined): Promise<boolean> {
  const [, cost, blocks, salt, hash] = (hashed ?? NOBODYS).split('$')
  const wanted = Buffer.from(hash!, 'base64url')
  const given = await derived(pin, Buffer.from(salt!, 'base64url'), {
    N: Number(cost),
    r: Number(blocks),
    p: 1,
  })
  return timingSafeEqual(given, wanted) && hashed !== undefined
}

/** A PIN that nobody has chosen: digits alone, so that it can be keyed in on a phone. */
export function madePin(): string {
  return String(randomInt(10 ** MADE_DIGITS)).padStart(MADE_DIGITS, '0')
}

/** As long as any, and of no PIN. */
const NOBODYS = [
  ...['scrypt', COST, BLOCKS, Buffer.alloc(SALT_BYTES).toString('base64url')],
  Buffer.alloc(HASH_BYTES).toString('base64url'),
].join('$')

function derived(pin: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFC'), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
