import twilio from 'twilio'

/** A key of the account by which tokens are signed. */
export interface ClientKey {
  readonly accountSid: string
  readonly apiKey: string
  readonly apiSecret: string
}

/** A page asks for another token before this ends; one that was stolen is of no use for longer. */
const TOKEN_SECONDS = 3_600

/** Makes the tokens by which a page is the client of Twilio's that an agent's address names: it may be rung, and call nobody. */
export class ClientTokens {
  readonly #key: ClientKey

  constructor(key: ClientKey) {
    this.#key = key
  }

  /** @param client the address without `client:` */
  for(client: string): string {
    const { AccessToken } = twilio.jwt
    const { accountSid, apiKey, apiSecret } = this.#key
    const token = new AccessToken(accountSid, apiKey, apiSecret, { identity: client, ttl: TOKEN_SECONDS })
    token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }))
    return token.toJwt()
  }
}
