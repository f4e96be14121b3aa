import type { Router } from 'express'
import express from 'express'
import type { Login } from './login.ts'
import { sendPage } from './pages.ts'

/**
 * What Twilio's library for browsers needs beside our own server, by the section on this policy in its README, version
 * 2.18: signalling, its log of how calls went, ringtones, and the voice. The library itself is served by us.
 */
const TWILIO = {
  'connect-src':
    'https://eventgw.twilio.com wss://voice-js.roaming.twilio.com https://media.twiliocdn.com https://sdk.twilio.com',
  'media-src': 'mediastream: https://media.twiliocdn.com https://sdk.twilio.com',
} as const

/** The page of an agent at `/agent`, and of supervisors at `/supervise`. `hasTwilio`: calls may ring in them by Twilio. */
export function agentPages({
  login,
  hasTwilio,
}: {
  login: Pick<Login, 'requires' | 'who'>
  hasTwilio: boolean
}): Router {
  const opens = hasTwilio ? TWILIO : {}
  const router = express.Router()
  router.get('/agent', login.requires('agent'), (request, response) => {
    // The administrator has no desk, but may have a name and PIN as well.
    if (login.who(request).agent === undefined) response.redirect(303, '/login?next=/agent')
    else sendPage(response, { title: 'Agent', module: 'agent.js', styles: ['agent.css'], opens })
  })
  router.get('/supervise', login.requires('supervisor'), (_, response) => {
    const styles = ['agent.css', 'wall-alerts.css', 'supervise.css']
    sendPage(response, { title: 'Supervise', module: 'supervise.js', styles, opens })
  })
  return router
}
