import type { Day } from '../day.ts'
import { answering } from './answering.ts'
import { asked } from './asked.ts'
import { callingBack } from './calling-back.ts'
import { careful } from './careful.ts'
import { early } from './early.ts'
import { known } from './known.ts'
import { night } from './night.ts'
import { noticing } from './noticing.ts'
import { busy, quiet } from './quiet-hours.ts'
import { talking } from './talking.ts'
import { texting } from './texting.ts'
import { watching } from './watching.ts'

/** The day, scene after scene, from half past seven in the morning on. */
export const SCENES: Readonly<Record<string, (day: Day) => Promise<void>>> = {
  early,
  answering,
  quiet,
  talking,
  callingBack,
  busy,
  known,
  watching,
  careful,
  noticing,
  asked,
  texting,
  night,
}
