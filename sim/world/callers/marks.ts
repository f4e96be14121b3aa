/** What may be true of a caller, as bits of `CallerColumns.marks`. The first two are so for good. */
export const PRESSES_ZERO = 1
/** No recorded answer contents this caller. */
export const DISCONTENT = 2
/** Has heard a recorded answer. */
export const SERVED = 4
/** Has come to a queue. */
export const QUEUED = 8
/** Has talked to an agent since. */
export const TALKED = 16
/** What the caller rang for is not settled by that talk. */
export const UNRESOLVED = 32
export const LEFT_MESSAGE = 64
export const HAS_CASE = 128
/** The call is over for the caller, and what comes of it is decided. */
export const GONE = 256
