import { createTransport } from 'nodemailer'

/** An e-mail to one person. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same for every try: by it whoever receives a mail twice finds them to be one. Letters, digits, dashes and dots. */
  readonly id: string
}

/** Sends e-mail. A mail may arrive twice where nobody could tell whether the first try did; never with two ids. */
export interface Mailer {
  /** @throws to be tried again, or `MailRefused` where that is no use */
  send(mail: Mail): Promise<void>
  close(): void
}

/** The mail server does not take this mail, however often it is asked: the address is unknown there. */
export class MailRefused extends Error {}

export interface MailOptions {
  /** `smtp://` or, with TLS from the start, `smtps://`, with user and password where they are wanted. */
  readonly url: string
  /** Who the mails are from: an address, or `Name <address>`. */
  readonly from: string
}

/** Shorter than the lease of a directive, so that no second try begins before the first one is over. */
const TIMEOUT_MS = 10_000

/** E-mail through an SMTP server. */
export function smtpMailer({ url, from }: MailOptions): Mailer {
  const timeouts = {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
  }
  const transport = createTransport({ url, ...timeouts }, { from })
  const host = /@([^@\s>]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ to, subject, text, id }) {
      try {
        await transport.sendMail({ to, subject, text, messageId: `<${id}@${host}>` })
      } catch (error) {
        // 5xx is SMTP's word for never; anything else may work later.
        const { responseCode, message } = error as { responseCode?: number; message: string }
        if (responseCode !== undefined && responseCode >= 500)
          throw new MailRefused(message, { cause: error })
        throw error
      }
    },
    close: () => transport.close(),
  }
}
