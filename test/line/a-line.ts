import type { LineDefinition } from '../../src/line/definition.ts'

/** A small line that is right in every respect; a test changes the part that it is about. */
export function aLine(changes: Partial<LineDefinition> = {}): LineDefinition {
  const weekday = () => [{ from: '08:00', to: '18:00' }]
  return {
    name: 'card-support',
    timeZone: 'America/New_York',
    hours: {
      monday: weekday(),
      tuesday: weekday(),
      wednesday: weekday(),
      thursday: weekday(),
      friday: weekday(),
    },
    holidays: [
      { date: '2026-12-25', name: 'Christmas Day', hours: [] },
      { date: '2026-12-24', name: 'Christmas Eve', hours: [{ from: '08:00', to: '12:00' }] },
    ],
    languages: ['en-US', 'es-US'],
    intents: ['billing', 'account'],
    queues: [
      { name: 'billing', limit: 200, handleSeconds: 270, wrapUpSeconds: 30 },
      { name: 'account', limit: 0, handleSeconds: 240, wrapUpSeconds: 0 },
    ],
    tiers: [
      { name: 'loyal', headStartSeconds: 300 },
      { name: 'ordinary', headStartSeconds: 0 },
    ],
    thresholds: { longWaitSeconds: 120, veryLongWaitSeconds: 900 },
    limits: {
      ringSeconds: 20,
      missedOffers: 2,
      serveAfterClosingSeconds: 1_800,
      redialSeconds: 300,
      callbackAttempts: 3,
      callbackGapSeconds: 600,
    },
    prompts: {
      welcome: {
        text: { 'en-US': 'Welcome to card support.', 'es-US': 'Bienvenido a la atención de tarjetas.' },
        audio: { 'en-US': { path: 'welcome.mp3', seconds: 2.5 } },
      },
      position: {
        text: { 'en-US': 'You are number {position} in line.', 'es-US': 'Usted es el número {position}.' },
      },
      'wait-range': {
        text: {
          'en-US': 'We will answer in between {low} and {high} minutes.',
          'es-US': 'Le atenderemos en entre {low} y {high} minutos.',
        },
      },
      'wait-about': {
        text: { 'en-US': 'We will answer in about {minutes}.', 'es-US': 'Le atenderemos en unos {minutes}.' },
      },
      closed: { text: { 'en-US': 'We open again {opening}.', 'es-US': 'Abrimos de nuevo {opening}.' } },
    },
    music: [
      { path: 'hold-1.mp3', seconds: 15 },
      { path: '', seconds: 5 },
    ],
    ...changes,
  }
}
