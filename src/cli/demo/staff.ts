import { agentsOf } from '../../../sim/world/agents/groups.ts'
import type { Plan } from '../../../sim/world/plan.ts'
import type { RosterAgent } from '../../centre/roster.ts'

const FIRST_NAMES = (
  'Ada Amir Anya Bea Boris Carla Chen Clara Dario Dina Elif Emil Esra Felix Fiona Gita Goran Hana Hugo Ines Ivo ' +
  'Jada Jonas Kemal Kira Lars Leila Lena Luca Maja Malik Mara Mila Musa Nadia Nils Nora Oleg Olga Omar Paula Petra ' +
  'Priya Rafa Rosa Ruben Sami Sara Selma Stefan Tara Tariq Theo Uma Vera Viktor Wanda Yara Yusuf Zoe'
).split(' ')

/** The agents of a plan as a roster, in the order in which the simulated world counts them. */
export function staffOf({ groups, line }: Plan): RosterAgent[] {
  const { name, queues } = line.definition
  const staff: RosterAgent[] = []
  for (const group of groups) {
    const skills = group.queues.map(queue => `${name}/${queues[queue]!.name}`)
    const most = agentsOf(group)
    for (let i = 0; i < most; i++) staff.push({ name: personName(staff.length), skills })
  }
  return staff
}

/** A name of its own for each; a second Ada is "Ada 2". */
function personName(index: number): string {
  const name = FIRST_NAMES[index % FIRST_NAMES.length]!
  const round = Math.floor(index / FIRST_NAMES.length)
  return round === 0 ? name : `${name} ${round + 1}`
}
