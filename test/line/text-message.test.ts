import { expect, test } from 'vitest'
import { segmentsOf, textMessage } from '../../src/line/text-message.ts'
import { aLine } from './a-line.ts'

test('a text of the GSM alphabet is 160 signs long, in parts 153, and signs of its second table count twice', () => {
  expect(segmentsOf('a'.repeat(160))).toBe(1)
  expect(segmentsOf('a'.repeat(161))).toBe(2)
  expect(segmentsOf('a'.repeat(306))).toBe(2)
  expect(segmentsOf('a'.repeat(307))).toBe(3)
  expect(segmentsOf('€'.repeat(80))).toBe(1)
  expect(segmentsOf('€'.repeat(81))).toBe(2)
  expect(segmentsOf('¿Qué ñ Ü?')).toBe(1)
})

test('one strange sign makes a text 70 signs long, in parts 67', () => {
  expect(segmentsOf(`á${'a'.repeat(69)}`)).toBe(1)
  expect(segmentsOf(`á${'a'.repeat(70)}`)).toBe(2)
  expect(segmentsOf(`á${'a'.repeat(134)}`)).toBe(3)
  expect(segmentsOf('😀'.repeat(35))).toBe(1)
})

test('numbers are digits in a text, and its sender and the way to stop it stand in it', () => {
  const line = aLine({
    prompts: {
      near: {
        text: {
          'en-US': 'It is about {minutes}, {low} to {high}. Case {case}.',
          'es-US': 'Son {minutes}, de {low} a {high}. Caso {case}.',
        },
      },
    },
  })
  const values = { minutes: 5, lowMinutes: 4, highMinutes: 6, case: '100014' }
  const message = { prompt: 'near', language: 'en-US', values, isFirst: false }
  const named = { ...line, sender: 'Juniper' }
  expect(textMessage(named, message)).toBe('Juniper: It is about 5 minutes, 4 to 6. Case 100014.')
  expect(textMessage(line, { ...message, isFirst: true })).toBe(
    `${line.name}: It is about 5 minutes, 4 to 6. Case 100014. Reply STOP to stop these texts.`,
  )
  expect(textMessage(named, { ...message, language: 'es-US', isFirst: true })).toBe(
    'Juniper: Son 5 minutos, de 4 a 6. Caso 100014. Responda ALTO para no recibir más.',
  )
})
