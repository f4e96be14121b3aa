import { WrongInput } from '../../src/base/wrong-input.ts'
import type { Plan } from '../world/plan.ts'
import { hasControls } from './controls.ts'

/** How the days of a sample are drawn and weighed. */
export interface Design {
  /** Days are pairs of mirror images. */
  readonly isAntithetic: boolean
  /** Measures are corrected by controls, where that pays. */
  readonly isControlled: boolean
}

/**
 * The design that a scenario asks for; controls are left out where their true means are not known.
 * @throws WrongInput for an odd number of days in pairs
 */
export function designOf(plan: Plan): Design {
  const { variance = 'plain', replications } = plan.scenario
  const isAntithetic = variance === 'antithetic' || variance === 'both'
  if (isAntithetic && replications % 2 !== 0)
    throw new WrongInput(
      `replications is ${replications}, expected an even number where variance is ${variance}: days come in pairs.`,
    )
  const isControlled = (variance === 'controls' || variance === 'both') && hasControls(plan)
  return { isAntithetic, isControlled }
}
