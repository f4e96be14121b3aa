import { expect, test } from 'vitest'
import { RandomStream } from '../../src/base/random.ts'

const DRAWS = 10_000

test('a stream is frozen: the same name gives the same numbers on every machine and in every version', () => {
  expect(integers(new RandomStream(1, 2, 3), 4)).toEqual([1004295347, 2252536460, 3293940909, 2359829107])
  expect(integers(new RandomStream(2 ** 40 + 7), 4)).toEqual([1970147839, 135162359, 241498919, 2330800276])
})

test('a stream is sfc32 after the MurmurHash3 finaliser, as written down in whole numbers', () => {
  const names: readonly [number, number, number][] = [
    [0, 0, 0],
    [1, 2, 3],
    [5, 4294967295, 70],
    [2 ** 52 + 1, 9, 123456],
  ]
  for (const name of names) expect(integers(new RandomStream(...name), 20)).toEqual(plainSfc32(...name, 20))
})

test('a reseeded stream is the new stream, whatever was drawn before', () => {
  const used = new RandomStream(7)
  integers(used, 5)
  used.reseed(1, 2, 3)
  expect(integers(used, 50)).toEqual(integers(new RandomStream(1, 2, 3), 50))
})

test('callers with neighbouring numbers, purposes or seeds share no luck', () => {
  const ways: Record<string, (i: number) => RandomStream> = {
    seed: i => new RandomStream(i),
    'high half of the seed': i => new RandomStream(i * 2 ** 32),
    stream: i => new RandomStream(1, i),
    substream: i => new RandomStream(1, 0, i),
    'two at once': i => new RandomStream(1, i, i),
  }
  for (const [way, streamOf] of Object.entries(ways)) {
    const firsts = Array.from({ length: DRAWS }, (_, i) => streamOf(i).next())
    expect(chiSquare(firsts), `first draws by ${way}`).toBeLessThan(CHI_SQUARE_999)
    expect(Math.abs(lagCorrelation(firsts)), `neighbours by ${way}`).toBeLessThan(3.3 / Math.sqrt(DRAWS))
  }
})

test('bits are the same draw as a uniform number', () => {
  const bits = new RandomStream(8)
  const uniforms = new RandomStream(8)
  for (let i = 0; i < 100; i++) expect((bits.nextBits() >>> 0) / 2 ** 32).toBe(uniforms.next())
})

test('a seed below 0 is the mirror image of another: every draw as far from 1 as the other is from 0', () => {
  for (const seed of [0, 1, 2 ** 40 + 7]) {
    const stream = new RandomStream(seed, 3, 9)
    const mirror = new RandomStream(-1 - seed, 3, 9)
    for (let i = 0; i < 100; i++) expect(stream.next() + mirror.next()).toBe(1 - 2 ** -32)
  }
  const back = new RandomStream(-3)
  back.reseed(2, 0, 0)
  expect(integers(back, 5)).toEqual(integers(new RandomStream(2), 5))
})

test('no two of 100,000 callers begin alike', () => {
  const seen = new Set<string>()
  const stream = new RandomStream(1)
  for (let caller = 0; caller < 100_000; caller++) {
    stream.reseed(1, 5, caller)
    seen.add(`${stream.next()} ${stream.next()}`)
  }
  expect(seen.size).toBe(100_000)
})

test('numbers of one stream are uniform on [0, 1) and follow each other by chance', () => {
  const stream = new RandomStream(42)
  const draws = Array.from({ length: DRAWS }, () => stream.next())
  const mean = draws.reduce((sum, u) => sum + u, 0) / DRAWS
  const variance = draws.reduce((sum, u) => sum + (u - mean) ** 2, 0) / DRAWS
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...draws)).toBeLessThan(1)
  expect(Math.abs(mean - 0.5)).toBeLessThan((3.3 * Math.sqrt(1 / 12)) / Math.sqrt(DRAWS))
  expect(Math.abs(variance - 1 / 12)).toBeLessThan((3.3 * Math.sqrt(1 / 180)) / Math.sqrt(DRAWS))
  expect(chiSquare(draws)).toBeLessThan(CHI_SQUARE_999)
  expect(Math.abs(lagCorrelation(draws))).toBeLessThan(3.3 / Math.sqrt(DRAWS))
})

function integers(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.next() * 2 ** 32)
}

const CELLS = 100
/** What chi-square with 99 degrees of freedom stays below in 999 of 1,000 cases. */
const CHI_SQUARE_999 = 148.23

function chiSquare(draws: readonly number[]): number {
  const counts = new Array<number>(CELLS).fill(0)
  for (const u of draws) counts[Math.floor(u * CELLS)]! += 1
  const expected = draws.length / CELLS
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

function lagCorrelation(draws: readonly number[]): number {
  let sum = 0
  for (let i = 1; i < draws.length; i++) sum += (draws[i]! - 0.5) * (draws[i - 1]! - 0.5)
  return (sum / (draws.length - 1)) * 12
}

/** The generator once more, in unbounded integers cut to 32 bits, with none of the tricks of the fast one. */
function plainSfc32(seed: number, stream: number, substream: number, count: number): number[] {
  const word = (x: bigint) => BigInt.asUintN(32, x)
  const scramble = (x: bigint) => {
    let h = word(x)
    h = word((h ^ (h >> 16n)) * 0x85ebca6bn)
    h = word((h ^ (h >> 13n)) * 0xc2b2ae35n)
    return h ^ (h >> 16n)
  }
  const high = BigInt(seed) >> 32n
  let a = scramble(word(BigInt(seed)) ^ word(high * 0x9e3779b9n))
  let b = scramble(BigInt(stream) + a)
  let c = scramble(BigInt(substream) + b)
  let counter = word(high + 1n)
  const drawn: number[] = []
  for (let i = 0; i < 12 + count; i++) {
    const sum = word(a + b + counter)
    counter = word(counter + 1n)
    a = b ^ (b >> 9n)
    b = word(c * 9n)
    c = word(((c << 21n) | (c >> 11n)) + sum)
    if (i >= 12) drawn.push(Number(sum))
  }
  return drawn
}
