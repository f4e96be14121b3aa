import type { Law } from './law.ts'
import { always } from './law.ts'

/** Laws of wrap-up that wants a code. */
export const wrapUpLaws: Readonly<Record<string, Law>> = {
  'nobody gets out of wrap-up that wants a code without giving one': always(
    () =>
      ({ fact, args, after }, before) => {
        for (const [agent, { isCodeMissing }] of before.agents.entries()) {
          if (!isCodeMissing || after.agents[agent]!.isCodeMissing) continue
          if (fact !== 'codes' || args[0] !== agent) return `agent ${agent} got out of wrap-up by ${fact}`
        }
        return undefined
      },
  ),

  'a code ends wrap-up that has lasted long enough, and lets none last longer than it was granted': always(
    world =>
      ({ atMs, after }) => {
        const { settings } = world.centre.state.queues
        for (const [agent, { state, isCodeMissing, sinceMs, talkQueue }] of after.agents.entries()) {
          if (state !== 'wrap-up' || isCodeMissing || atMs - sinceMs <= settings[talkQueue]!.wrapUpMs)
            continue
          return `agent ${agent} is in wrap-up for ${atMs - sinceMs} ms`
        }
        return undefined
      },
  ),
}
