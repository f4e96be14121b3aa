import type { Twilio } from 'twilio'
import { unlessGone } from './rest-errors.ts'

/** What becomes of somebody in a conference; what is not named stays as it is. */
export interface Part {
  /** The address of what is heard on hold; empty for one who is not on hold. */
  readonly holdUrl?: string
  readonly endsOnExit?: boolean
  readonly isMuted?: boolean
  /** The leg of the only one who hears this one; empty where all do. */
  readonly coaches?: string
}

export type TapeState = 'paused' | 'in-progress' | 'stopped'

/** What is asked for about talks. */
export interface TalkRest {
  /** The conference of a name that is going on. */
  conferenceNamed(name: string): Promise<string | undefined>
  /** Changes somebody in a conference, by leg or label. False for one who is not in it. */
  changePart(conference: string, who: string, part: Part): Promise<boolean>
  /** The leg of somebody in a conference, by label. */
  legIn(conference: string, label: string): Promise<string | undefined>
  /** Records a leg, both sides apart, from here on. False where it is gone. */
  record(callSid: string, statusUrl: string): Promise<boolean>
  /** Changes the recording of a leg that goes on; paused, time is left out. False where there is none. */
  changeRecording(callSid: string, state: TapeState): Promise<boolean>
  /** How the recording of a leg stands that goes on. */
  recordingOf(callSid: string): Promise<TapeState | undefined>
}

/** Recordings of one leg that are looked at: it is recorded anew after each talk. */
const LISTED = 20

/** Conferences and recordings through Twilio's client. */
export function talkRest({ calls, conferences }: Twilio): TalkRest {
  return {
    async conferenceNamed(friendlyName) {
      const [found] = await conferences.list({ friendlyName, status: 'in-progress', limit: 1 })
      return found?.sid
    },
    changePart(conference, who, { holdUrl, endsOnExit, isMuted, coaches }) {
      return unlessGone(
        conferences(conference)
          .participants(who)
          .update({
            ...(holdUrl !== undefined && { hold: holdUrl !== '' }),
            ...(holdUrl && { holdUrl, holdMethod: 'POST' }),
            ...(endsOnExit !== undefined && { endConferenceOnExit: endsOnExit }),
            ...(isMuted !== undefined && { muted: isMuted }),
            ...(coaches !== undefined && { coaching: coaches !== '' }),
            ...(coaches && { callSidToCoach: coaches }),
          }),
      )
    },
    async legIn(conference, label) {
      let leg: string | undefined
      const asked = conferences(conference).participants(label).fetch()
      await unlessGone(
        asked.then(({ callSid }) => {
          leg = callSid
        }),
      )
      return leg
    },
    record(callSid, statusUrl) {
      return unlessGone(
        calls(callSid).recordings.create({
          recordingChannels: 'dual',
          trim: 'do-not-trim',
          recordingStatusCallback: statusUrl,
          recordingStatusCallbackMethod: 'POST',
          recordingStatusCallbackEvent: ['completed', 'absent'],
        }),
      )
    },
    changeRecording(callSid, status) {
      const pause = status === 'paused' ? { pauseBehavior: 'skip' } : {}
      return unlessGone(
        calls(callSid)
          .recordings('Twilio.CURRENT')
          .update({ status, ...pause }),
      )
    },
    async recordingOf(callSid) {
      const all = await calls(callSid).recordings.list({ limit: LISTED })
      const status = all.find(one => one.status === 'in-progress' || one.status === 'paused')?.status
      return status === 'paused' || status === 'in-progress' ? status : undefined
    },
  }
}
