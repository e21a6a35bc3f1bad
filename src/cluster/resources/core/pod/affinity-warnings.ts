import type {NodeSelectorTerm, PodSpec} from '../../../../api/kinds.ts'
import {isLabelValue} from '../../../../api/names.ts'

const replacements: Record<string, string> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
}

/** What is said of a node label that has had its day. */
export const deprecatedLabel = (label: string): string | undefined => replacements[label]

/** Labels of old in what chooses a pod's nodes, and selectors that choose nothing. */
export function affinityWarnings(path: string, spec: PodSpec): string[] {
  const {nodeSelector, affinity, topologySpreadConstraints = []} = spec
  const node = affinity?.nodeAffinity
  const needed = node?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const preferred = node?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  const at = `${path}.affinity.nodeAffinity`
  return [
    ...Object.keys(nodeSelector ?? {}).flatMap(label =>
      deprecatedLabel(label) ? [`${path}.nodeSelector[${label}]: ${deprecatedLabel(label)}`] : [],
    ),
    ...needed.flatMap((term, index) =>
      termWarnings(`${at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${index}]`, term),
    ),
    ...preferred.flatMap(({preference}, index) =>
      termWarnings(`${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].preference`, preference, true),
    ),
    ...topologySpreadConstraints.flatMap(({topologyKey, labelSelector}, index) => {
      const here = `${path}.topologySpreadConstraints[${index}]`
      const message = deprecatedLabel(topologyKey)
      return [
        ...(message ? [`${here}.topologyKey: ${topologyKey} is ${message}`] : []),
        ...(labelSelector ? [] : [`${here}.labelSelector: a null labelSelector results in matching no pod`]),
      ]
    }),
  ]
}

/** Of one term; where they are only preferred, values that no label can have are no errors. */
export const termWarnings = (path: string, {matchExpressions = []}: NodeSelectorTerm, preferred = false): string[] =>
  matchExpressions.flatMap(({key, values = []}, index) => {
    const at = `${path}.matchExpressions[${index}]`
    const told = deprecatedLabel(key) ? [`${at}.key: ${key} is ${deprecatedLabel(key)}`] : []
    const wrong = values.flatMap((value, which) =>
      isLabelValue(value).map(message => `${at}.values[${which}]: ${value} is invalid, ${message}`),
    )
    return preferred ? [...told, ...wrong] : told
  })
