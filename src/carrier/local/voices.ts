/** Amazon's voices and their languages, as Twilio lists them; `-Neural` and the like stand behind the name. */
const POLLY: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'en-US': 'Danielle Gregory Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Ruth Salli Stephen',
    'en-GB': 'Amy Arthur Brian Emma',
    'en-AU': 'Nicole Olivia Russell',
    'en-IN': 'Aditi Kajal Raveena',
    'es-US': 'Lupe Miguel Pedro Penelope',
    'es-MX': 'Andres Mia',
    'es-ES': 'Conchita Enrique Lucia Sergio',
    'fr-FR': 'Celine Lea Mathieu Remi',
    'fr-CA': 'Chantal Gabrielle Liam',
    'de-DE': 'Daniel Hans Marlene Vicki',
    'it-IT': 'Adriano Bianca Carla Giorgio',
    'pt-BR': 'Camila Ricardo Thiago Vitoria',
    'pt-PT': 'Cristiano Ines',
    'ja-JP': 'Kazuha Mizuki Takumi Tomoko',
    'nl-NL': 'Laura Lotte Ruben',
    'pl-PL': 'Ewa Jacek Jan Maja Ola',
  }).flatMap(([language, names]) => names.split(' ').map(name => [name, language])),
)

/** The language that a voice speaks; undefined for one that speaks several, or that is not known here. */
export function languageOfVoice(voice: string): string | undefined {
  const name = /^Polly\.([A-Za-z]+)/.exec(voice)?.[1] ?? ''
  if (Object.hasOwn(POLLY, name)) return POLLY[name]
  return /^Google\.([a-z]{2,3}-[A-Z]{2})-/.exec(voice)?.[1]
}

/** Characters that a voice says in one go. */
export function charactersMax(voice: string): number {
  if (voice.startsWith('Polly.')) return 3_000
  return voice.startsWith('Google.') ? 5_000 : 4_096
}
