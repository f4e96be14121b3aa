import type { ALERT_CHANGES, Outcome, RecordState } from '../../src/call/directives.ts'
import type { Manner } from '../../src/call/facts.ts'
import type { AgentState } from './picture.ts'

/** What a centre directed. A call is named by its number, a prompt by its name. */
export type Directed =
  | {
      readonly does: 'say'
      readonly call: number
      readonly prompt: string
      readonly position: number
      readonly low: number
      readonly high: number
      /** When the line opens, or the caller is called back; 0 for none. */
      readonly momentMs: number
    }
  | { readonly does: 'ask' | 'record'; readonly call: number; readonly prompt: string }
  | { readonly does: 'openCase' | 'answer' | 'speak' | 'playMusic' | 'hangUp'; readonly call: number }
  | { readonly does: 'wakeCall'; readonly call: number; readonly dueMs: number }
  | { readonly does: 'wakeLine'; readonly line: number; readonly dueMs: number }
  | { readonly does: 'wakeAgents' | 'wakeAlerts'; readonly dueMs: number }
  | {
      readonly does: 'alert'
      readonly rule: string
      readonly queue: number
      readonly change: (typeof ALERT_CHANGES)[number]
      readonly value: number
      readonly sinceMs: number
    }
  | {
      readonly does: 'text'
      readonly call: number
      readonly prompt: string
      readonly low: number
      readonly high: number
      readonly momentMs: number
      readonly manner: number
    }
  | { readonly does: 'textCaller'; readonly line: number; readonly caller: number; readonly prompt: string }
  | { readonly does: 'ring'; readonly agent: number; readonly call: number; readonly helps?: number }
  | {
      readonly does: 'connect' | 'playMessage' | 'dial' | 'join'
      readonly agent: number
      readonly call: number
    }
  | { readonly does: 'stopRinging' | 'part' | 'stopMonitoring'; readonly agent: number }
  | { readonly does: 'hold' | 'unhold'; readonly call: number }
  | { readonly does: 'monitor'; readonly agent: number; readonly whom: number; readonly how: Manner }
  | { readonly does: 'recordTalk'; readonly call: number; readonly state: RecordState }

/** What a watch was told. */
export type Seen =
  | { readonly sees: 'queued' | 'keptPlace'; readonly call: number; readonly queue: number }
  | { readonly sees: 'abandoned'; readonly call: number; readonly queue: number; readonly waitMs: number }
  | {
      readonly sees: 'answered' | 'heardMessage'
      readonly call: number
      readonly queue: number
      readonly agent: number
      readonly waitMs: number
    }
  | {
      readonly sees: 'filed'
      readonly call: number
      readonly queue: number
      readonly outcome: Outcome
    }
  | { readonly sees: 'rated'; readonly call: number; readonly score: number }
  | { readonly sees: 'ended'; readonly call: number; readonly outcome: Outcome }
  | {
      readonly sees: 'agentChanged'
      readonly agent: number
      readonly from: AgentState
      readonly to: AgentState
      readonly sinceMs: number
    }
