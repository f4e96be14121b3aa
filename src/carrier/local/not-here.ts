/**
 * Elements of Twilio's that a line may use elsewhere, but that this carrier does not perform: a call that comes to one
 * ends with an error that says so.
 */
export const NOT_HERE: ReadonlySet<string> = new Set(
  (
    'Connect Echo Pay Prompt Refer Siprec Sms Start Stop Stream Transcription VirtualAgent ' +
    'Application Sim Task WhatsApp'
  ).split(' '),
)

const RECORDING =
  'recordingConfigurationId recordingStatusCallback recordingStatusCallbackEvent recordingStatusCallbackMethod'
const MACHINES =
  'amdStatusCallback amdStatusCallbackMethod machineDetection machineDetectionSilenceTimeout ' +
  'machineDetectionSpeechEndThreshold machineDetectionSpeechThreshold machineDetectionTimeout'

const ATTRIBUTES: Readonly<Record<string, string>> = {
  Gather: 'partialResultCallback partialResultCallbackMethod',
  Record: 'recordingConfigurationId',
  Enqueue: 'workflowSid',
  Dial: `events passports record recordingTrack referMethod referUrl trim ${RECORDING}`,
  Number: `byoc sendDigits ${MACHINES}`,
  Sip: `username password ${MACHINES}`,
  Queue: 'postWorkActivitySid reservationSid',
  Conference: `eventCallbackUrl jitterBufferSize record region trim ${RECORDING}`,
}

/** True for an attribute of Twilio's that this carrier passes over. */
export function isNotHere(element: string, attribute: string): boolean {
  return Object.hasOwn(ATTRIBUTES, element) && ATTRIBUTES[element]!.split(' ').includes(attribute)
}
