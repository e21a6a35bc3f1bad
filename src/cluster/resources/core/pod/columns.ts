import type {Pod} from '../../../../api/kinds.ts'
import {ageColumn, nameColumn, text, wide} from '../../columns.ts'
import type {Column} from '../../define-resource.ts'
import {podSummary, restartsText} from './summary.ts'

const orNone = (value: string | undefined): string => value || '<none>'

export const podColumns: Column<Pod>[] = [
  nameColumn,
  text('Ready', pod => {
    const {ready, total} = podSummary(pod)
    return `${ready}/${total}`
  }),
  text('Status', pod => podSummary(pod).reason),
  text('Restarts', (pod, context) => restartsText(podSummary(pod), context)),
  ageColumn,
  wide(text('IP', ({status}) => orNone(status?.podIPs?.[0]?.ip))),
  wide(text('Node', ({spec}) => orNone(spec?.nodeName))),
  wide(text('Nominated Node', ({status}) => orNone(status?.nominatedNodeName))),
  wide(text('Readiness Gates', readinessGates)),
]

function readinessGates({spec, status}: Pod): string {
  const gates = spec?.readinessGates ?? []
  if (gates.length === 0) return '<none>'
  const isTrue = (type: string) => status?.conditions?.find(condition => condition.type === type)?.status === 'True'
  return `${gates.filter(gate => isTrue(gate.conditionType)).length}/${gates.length}`
}

/** Marks the rows of pods that have run to their end. */
export function podRowConditions({status}: Pod) {
  if (status?.phase === 'Succeeded') return [completed('Succeeded', 'The pod has completed successfully.')]
  if (status?.phase === 'Failed') return [completed('Failed', 'The pod failed.')]
  return undefined
}

const completed = (reason: string, message: string) => ({type: 'Completed', status: 'True', reason, message})
