import { alertWords } from '../../call/alert-words.ts'
import type { AlertDirective, Entry } from '../../call/journal.ts'
import type { NamedAlert } from '../../call/named-alerts.ts'
import { NamedAlerts } from '../../call/named-alerts.ts'
import type { Channel } from '../../line/alert-rule.ts'
import type { Mailer } from '../mail/mailer.ts'
import { MailRefused } from '../mail/mailer.ts'
import type { Carrier, Effect } from '../port.ts'
import type { Rest } from '../twilio/rest.ts'
import { TextsOnce } from '../twilio/text-once.ts'
import type { Webhook } from './webhook.ts'
import { post } from './webhook.ts'

/** Where supervisors are alerted, besides the pages. */
export interface AlertTargets {
  /** Numbers in E.164. */
  readonly texts: readonly string[]
  readonly emails: readonly string[]
  readonly webhook?: Webhook
}

/** Every way but the pages, which see alerts by themselves. */
export type AlertWay = Exclude<Channel, 'page'>

/** Who was told of an alert, and what came of it. */
export interface AlertTold {
  /** The alert's name, see `NamedAlerts`. */
  readonly alert: string
  readonly raisedMs: number
  readonly line: string
  readonly rule: string
  readonly queue?: string
  /** What was told. */
  readonly what: 'raised' | 'again' | 'recovered'
  readonly way: AlertWay
  /** The number or address; of a webhook its host. */
  readonly to: string
  /** `sent`, or why it was not; `unknown` for a text that may have been sent, and is not sent again. */
  readonly fate: string
}

/** What the edge needs of the centre, which is made after it. */
export interface AlertsServed {
  readonly nowMs: number
  /** The zone of a line; undefined for one that is served no more. */
  timeZoneOf(line: string): string | undefined
  /** Keeps who was told, durable when it resolves. */
  keepTold(told: AlertTold): Promise<unknown>
}

export interface AlertingOptions {
  readonly targets: AlertTargets
  readonly publicUrl: string
  readonly rest: Rest
  /** Absent: no e-mail is sent. */
  readonly mailer?: Mailer
  /** Told of all that was sent, or was not, for the log. */
  onDone?(done: {
    readonly effect: string
    readonly way: AlertWay
    readonly attempt: number
    readonly outcome: string
  }): void
}

/** What is to be told, of whom there may be several: who is looked up when it is done. */
interface Telling {
  readonly alert: Omit<AlertDirective, 'do' | 'to'>
  readonly id: string
  readonly raisedMs: number
  readonly atMs: number
  readonly way: AlertWay
  /** Place among the targets of this way. */
  readonly to: number
}

/** Half an hour of tries, one each half minute: after that an alert is history. */
const ATTEMPTS_MAX = 60

/**
 * Tells supervisors of alerts, by text, e-mail and webhook, as the rules say. A text is sent at most once as far as
 * can be told, e-mails and posts at least once, under an id by which copies are known.
 */
export class AlertCarrier implements Carrier {
  readonly #options: AlertingOptions
  readonly #texts: TextsOnce
  #named = new NamedAlerts()
  readonly #underWay = new Set<Promise<unknown>>()
  readonly #served = Promise.withResolvers<AlertsServed>()

  constructor(options: AlertingOptions) {
    this.#options = options
    this.#texts = new TextsOnce(() => options.rest)
  }

  /** Names the centre that is served, as soon as there is one. */
  serves(served: AlertsServed): void {
    this.#served.resolve(served)
  }

  note(entry: Entry): readonly Effect[] {
    return this.#named.note(entry).flatMap(named => this.#tellings(named))
  }

  committed(): void {}

  async act(
    { id, payload }: Effect & { readonly id: string },
    attempt: number,
    held: AbortSignal,
  ): Promise<void> {
    const served = await this.#served.promise
    held.throwIfAborted()
    const telling = JSON.parse(payload) as Telling
    const acting = this.#act(id, telling, attempt, served)
    // Texts are under way at Twilio's REST interface, which knows of them itself.
    const done = acting.catch(() => {}).finally(() => this.#underWay.delete(done))
    if (telling.way !== 'text') this.#underWay.add(done)
    await acting
  }

  asksByItself(): boolean {
    return false
  }

  /** True while a mail or a post is on its way. */
  get isBusy(): boolean {
    return this.#underWay.size > 0
  }

  async quiet(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  snapshot(): unknown {
    return this.#named.raised
  }

  restore(snapshot: unknown): void {
    this.#named = new NamedAlerts(snapshot as NamedAlerts['raised'] | undefined)
  }

  close(): void {
    this.#options.mailer?.close()
  }

  #tellings({ id, raisedMs, atMs, alert: { do: _, to: ways, ...alert } }: NamedAlert): Effect[] {
    return ways.flatMap(way => {
      if (way === 'page') return []
      return this.#targets(way).map((_, to) => {
        const telling: Telling = { alert, id, raisedMs, atMs, way, to }
        return { payload: JSON.stringify(telling) }
      })
    })
  }

  #targets(way: AlertWay): readonly string[] {
    const { texts, emails, webhook } = this.#options.targets
    if (way === 'text') return texts
    if (way === 'email') return this.#options.mailer ? emails : []
    return webhook ? [new URL(webhook.url).host] : []
  }

  async #act(effect: string, telling: Telling, attempt: number, served: AlertsServed): Promise<void> {
    const { id: alert, raisedMs, way } = telling
    const { line, rule, queue, state, again } = telling.alert
    const to = this.#targets(way)[telling.to]
    // Whoever is no longer to be told since a restart is not.
    if (to === undefined) return
    const timeZone = served.timeZoneOf(line) ?? 'UTC'
    const words = `${line}, ${alertWords(telling.alert, timeZone)}`
    const fate = await this.#tell(telling, { effect, attempt, to, words, served })
    const whose = { alert, raisedMs, line, rule, ...(queue !== undefined && { queue }) }
    const what = state === 'recovered' ? state : again ? 'again' : 'raised'
    await served.keepTold({ ...whose, what, way, to, fate })
    this.#options.onDone?.({ effect, way, attempt, outcome: fate })
  }

  async #tell(telling: Telling, { effect, attempt, to, words, served }: How): Promise<string> {
    const { publicUrl, mailer, targets } = this.#options
    try {
      switch (telling.way) {
        case 'text': {
          const statusUrl = `${publicUrl}/text/${effect}/status`
          const text = { id: effect, attempt, to, body: words, statusUrl, nowMs: served.nowMs }
          return (await this.#texts.send(text)).fate
        }
        case 'email':
          await mailer!.send({ to, subject: words, text: `${words}.\n`, id: effect })
          return 'sent'
        case 'webhook':
          return await post(targets.webhook!, {
            id: effect,
            body: JSON.stringify(jsonOf(telling, words)),
            atMs: served.nowMs,
          })
      }
    } catch (error) {
      if (error instanceof MailRefused) return 'refused'
      if (attempt >= ATTEMPTS_MAX) return 'failed'
      throw error
    }
  }
}

interface How {
  readonly effect: string
  readonly attempt: number
  readonly to: string
  readonly words: string
  readonly served: AlertsServed
}

/** What a webhook gets. */
function jsonOf({ id, atMs, alert: { sinceMs, ...alert } }: Telling, words: string): object {
  const time = (ms: number) => new Date(ms).toISOString()
  return { alert: id, at: time(atMs), ...alert, since: time(sinceMs), words }
}
