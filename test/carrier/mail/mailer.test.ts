import { expect, onTestFinished, test } from 'vitest'
import type { Mailer } from '../../../src/carrier/mail/mailer.ts'
import { MailRefused, smtpMailer } from '../../../src/carrier/mail/mailer.ts'
import { SmtpServer } from './smtp-server.ts'

const MAIL = {
  to: 'dana@example.com',
  subject: 'Aló: la espera es larga',
  text: 'billing: longest wait 9 minutes',
  id: 'main-7-0',
}

function mailerTo(url: string): Mailer {
  const mailer = smtpMailer({ url, from: 'Holdline <line@example.com>' })
  onTestFinished(() => mailer.close())
  return mailer
}

test('a mail arrives with its sender, subject, words and the id by which a second copy is known', async () => {
  const smtp = await SmtpServer.open()
  onTestFinished(() => smtp.close())
  const mailer = mailerTo(smtp.url)
  await mailer.send(MAIL)
  await mailer.send(MAIL)
  expect(smtp.received).toHaveLength(2)
  const [{ from, to, content }, again] = smtp.received as [
    (typeof smtp.received)[0],
    (typeof smtp.received)[0],
  ]
  expect([from, to]).toEqual(['line@example.com', 'dana@example.com'])
  expect(content).toContain('From: Holdline <line@example.com>')
  expect(content).toMatch(/^Subject: =\?UTF-8\?/m)
  expect(content).toContain('billing: longest wait 9 minutes')
  expect(content).toContain('Message-ID: <main-7-0@example.com>')
  expect(again.content).toContain('Message-ID: <main-7-0@example.com>')
})

test('an address that the server does not know is no use to try again; one that it puts off is', async () => {
  const smtp = await SmtpServer.open()
  onTestFinished(() => smtp.close())
  smtp.unknown.add('nobody@example.com')
  smtp.busy.add('busy@example.com')
  const mailer = mailerTo(smtp.url)
  await expect(mailer.send({ ...MAIL, to: 'nobody@example.com' })).rejects.toBeInstanceOf(MailRefused)
  const putOff = mailer.send({ ...MAIL, to: 'busy@example.com' })
  await expect(putOff).rejects.not.toBeInstanceOf(MailRefused)
  expect(smtp.received).toEqual([])
})

test('a server that is not there is to be tried again', async () => {
  const mailer = mailerTo('smtp://127.0.0.1:9')
  await expect(mailer.send(MAIL)).rejects.not.toBeInstanceOf(MailRefused)
})
