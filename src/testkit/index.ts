/**
 * Tests that read like a caller's story, against the true centre in virtual time, in any test runner.
 * Matchers for Vitest are in `holdline/testkit/vitest`, arbitrary callers for fast-check in `holdline/testkit/fast-check`.
 */
export type { Agent } from './agent.ts'
export type { CallOptions } from './call.ts'
export { call } from './call.ts'
export type { CallbackExpected, CallStory } from './call-story.ts'
export type { CallerRecord } from './caller.ts'
export type { Cast, QueueCast } from './cast.ts'
export type { Coverage, Covered } from './coverage.ts'
export { coverage } from './coverage.ts'
export type { Happening, Spoken, Told } from './diary.ts'
export { everythingHeard } from './everything-heard.ts'
export { StoryFailed } from './story-failed.ts'
export type { Length } from './time.ts'
