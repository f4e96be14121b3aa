/**
 * Building blocks: functions that return XState state configurations. The root of a flow has the id `call` and a
 * final state `gone`, where blocks end a call unless they are told otherwise, and its context counts `slips`. An
 * author may always write plain XState beside them. Each has a page of docs in `flows/blocks`.
 */
export { afterHours } from './blocks/after-hours.ts'
export { callback } from './blocks/callback.ts'
export { caseNumber } from './blocks/case-number.ts'
export { entry } from './blocks/entry.ts'
export { hold } from './blocks/hold.ts'
export { identify } from './blocks/identify.ts'
export { language } from './blocks/language.ts'
export { menu } from './blocks/menu.ts'
export { notice } from './blocks/notice.ts'
export { offerCallback } from './blocks/offer-callback.ts'
export { owed, owes } from './blocks/owed.ts'
export { recordingConsent } from './blocks/recording-consent.ts'
export { say } from './blocks/say.ts'
export { survey } from './blocks/survey.ts'
export { text } from './blocks/text.ts'
export { escalate, transfer } from './blocks/transfer.ts'
export { voicemail } from './blocks/voicemail.ts'
