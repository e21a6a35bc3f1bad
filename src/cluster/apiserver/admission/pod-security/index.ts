/** Pod security standards, by the labels of the namespace (https://kubernetes.io/docs/concepts/security/pod-security-standards). */
import type {Namespace, PodSpec} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {sameJson} from '../../registry/same-json.ts'
import type {AdmissionAttributes, AdmissionPlugin} from '../admission.ts'
import {lookUp} from '../lookup.ts'
import {refuse} from '../refuse.ts'
import {baseline} from './baseline.ts'
import {validateNamespaceLabels} from './namespace-labels.ts'
import type {PodSecurityCheck} from './check.ts'
import {restricted} from './restricted.ts'

const levels: Record<string, readonly PodSecurityCheck[]> = {privileged: [], baseline, restricted}
const namespaces = {group: '', version: 'v1', resource: 'namespaces'}
const templated = new Set([
  '/replicationcontrollers',
  '/podtemplates',
  'apps/deployments',
  'apps/replicasets',
  'apps/statefulsets',
  'apps/daemonsets',
  'batch/jobs',
  'batch/cronjobs',
])

/** Refuses pods below the level that their namespace enforces, and warns of pods and templates below the one that it warns of. */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  async validate(attributes, server) {
    const {definition, object, old, operation, namespace, subresource, warnings} = attributes
    if (definition.group === '' && definition.plural === 'namespaces' && object && subresource === '') {
      if (operation === 'CREATE' || operation === 'UPDATE') validateNamespaceLabels(definition, object, old)
      return
    }
    const isPod = definition.group === '' && definition.plural === 'pods'
    if (!object || (operation !== 'CREATE' && operation !== 'UPDATE')) return
    if (!isPod && !templated.has(`${definition.group}/${definition.plural}`)) return
    if (subresource !== '' && subresource !== 'ephemeralcontainers') return
    const spec = podSpecOf(object, definition.plural)
    if (!spec || (old && sameJson(spec, podSpecOf(old, definition.plural)))) return
    const found = await lookUp<Namespace>(server, namespaces, '', namespace)
    const labels = found?.metadata.labels ?? {}
    const audited = violationsOf(labels, 'audit', spec)
    if (audited.violations)
      warnings.audit?.annotate(
        'pod-security.kubernetes.io/audit-violations',
        `would violate PodSecurity ${JSON.stringify(audited.level)}: ${audited.violations}`,
      )
    if (isPod) enforce(attributes, labels, spec)
    const {level, violations} = violationsOf(labels, 'warn', spec)
    if (violations) warnings.add(`would violate PodSecurity ${JSON.stringify(level)}: ${violations}`)
  },
}

function enforce(attributes: AdmissionAttributes, labels: Record<string, string>, spec: PodSpec): void {
  const {level, violations} = violationsOf(labels, 'enforce', spec)
  attributes.warnings.audit?.annotate('pod-security.kubernetes.io/enforce-policy', level)
  if (violations) throw refuse(attributes, `violates PodSecurity ${JSON.stringify(level)}: ${violations}`)
}

function violationsOf(
  labels: Record<string, string>,
  mode: string,
  spec: PodSpec,
): {level: string; violations: string} {
  const label = `pod-security.kubernetes.io/${mode}`
  const level = labels[label] ?? 'privileged'
  const found = (Object.hasOwn(levels, level) ? levels[level]! : restricted)
    .map(check => check(spec))
    .filter(violation => violation !== undefined)
  return {
    level: `${level}:${labels[`${label}-version`] ?? 'latest'}`,
    violations: found.map(({reason, detail}) => `${reason} (${detail})`).join(', '),
  }
}

function podSpecOf(object: KubeObject, plural: string): PodSpec | undefined {
  interface Templated {
    template?: {spec?: PodSpec}
    spec?: {template?: {spec?: PodSpec}; jobTemplate?: {spec?: {template?: {spec?: PodSpec}}}}
  }
  if (plural === 'pods') return object['spec'] as PodSpec | undefined
  const {template, spec} = object as Templated
  return template?.spec ?? spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec
}
