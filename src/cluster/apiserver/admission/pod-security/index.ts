/** Pod security standards, by the labels of the namespace (https://kubernetes.io/docs/concepts/security/pod-security-standards). */
import {builtin} from '../../../../api/builtin-resources.ts'
import type {Container, Namespace, Pod, PodSpec} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {invalid} from '../../../../api/status-error.ts'
import {sameJson} from '../../registry/same-json.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from '../admission.ts'
import {lookUp} from '../lookup.ts'
import {refuse} from '../refuse.ts'
import {containersOf} from './check.ts'
import {evaluationCounter} from './evaluation-counter.ts'
import {existingViolations} from './existing-pods.ts'
import {
  isPrivileged,
  isStricter,
  type NamespacePolicy,
  namespacePolicy,
  saidInVain,
  usualPolicy,
} from './namespace-policy.ts'
import {type LevelVersion, levelText, violationsOf, violationsText} from './standards.ts'

/** pod-security.admission.config.k8s.io's PodSecurityConfiguration. */
export interface PodSecurityConfiguration {
  defaults?: Record<string, string>
  exemptions?: {usernames?: string[]; namespaces?: string[]; runtimeClasses?: string[]}
}

const {namespaces} = builtin
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
const ignored = new Set(['exec', 'attach', 'binding', 'eviction', 'log', 'portforward', 'proxy', 'status'])

/** Refuses pods below the level that their namespace enforces, and warns of pods and templates below the one that it warns of. */
export const podSecurityAs = (configuration: PodSecurityConfiguration = {}): AdmissionPlugin => {
  const standard = new PodSecurity(configuration)
  return {name: 'PodSecurity', validate: (attributes, server) => standard.validate(attributes, server)}
}

class PodSecurity {
  private readonly defaults: NamespacePolicy
  private readonly exempt: Required<NonNullable<PodSecurityConfiguration['exemptions']>>

  constructor({defaults = {}, exemptions}: PodSecurityConfiguration) {
    const labels = Object.entries(defaults).map(([name, value]) => [`pod-security.kubernetes.io/${name}`, value])
    this.defaults = defaults['enforce'] || labels.length > 0 ? policyOf(Object.fromEntries(labels)) : usualPolicy
    this.exempt = {usernames: [], namespaces: [], runtimeClasses: [], ...exemptions}
  }

  validate(attributes: AdmissionAttributes, server: ServerParts): Promise<void> | undefined {
    const {definition, object, operation, subresource} = attributes
    if (!object || (operation !== 'CREATE' && operation !== 'UPDATE')) return undefined
    if (definition.group === '' && definition.plural === 'namespaces')
      return subresource === '' ? this.validateNamespace(attributes, server) : undefined
    if (definition.group === '' && definition.plural === 'pods')
      return ignored.has(subresource) ? undefined : this.validatePod(attributes, server)
    if (subresource !== '' || !templated.has(`${definition.group}/${definition.plural}`)) return undefined
    return this.validateTemplate(attributes, server)
  }

  private async validateNamespace(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    const {definition, object, old, warnings} = attributes
    const {name = '', labels = {}} = object!.metadata
    const {policy, errors} = namespacePolicy(labels, this.defaults)
    const before = old && namespacePolicy(old.metadata.labels, this.defaults)
    if (errors.length > 0 && !(before && before.errors.length > 0 && sameJson(before.errors, errors)))
      throw invalid(definition, name, errors)
    if (before && !isTightened(policy.enforce, before.policy.enforce)) return
    if (this.exempt.namespaces.includes(name)) {
      if (!isPrivileged(policy) && !sameJson(policy, this.defaults))
        warnings.add(
          `namespace ${JSON.stringify(name)} is exempt from Pod Security, and the policy (${saidInVain(policy, labels)}) will be ignored`,
        )
    } else if (before)
      warnings.addAll(await existingViolations(server, name, policy.enforce, spec => this.isExemptRuntime(spec)))
  }

  private async validatePod(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    const pod = attributes.object as Pod
    const count = evaluationCounter(attributes, server)
    if (this.isExempt(attributes)) return count.exempt()
    if (attributes.old && !isSignificant(pod.spec as PodSpec, (attributes.old as Pod).spec as PodSpec)) return
    const {policy} = await this.policyFor(attributes.namespace, server)
    const spec = pod.spec as PodSpec
    const {audit} = attributes.warnings
    if (this.isExemptRuntime(spec)) {
      audit?.annotateAdmission('pod-security.kubernetes.io/exempt', 'runtimeClass')
      return count.exempt()
    }
    audit?.annotateAdmission('pod-security.kubernetes.io/enforce-policy', levelText(policy.enforce))
    if (this.audit(attributes, policy, spec, pod.metadata.annotations)) count.evaluated('deny', 'audit', policy.audit)
    const found = violationsOf(policy.enforce, spec, pod.metadata.annotations)
    count.evaluated(found.length > 0 ? 'deny' : 'allow', 'enforce', policy.enforce)
    if (found.length > 0)
      throw refuse(
        attributes,
        `violates PodSecurity ${JSON.stringify(levelText(policy.enforce))}: ${violationsText(found)}`,
      )
    if (this.warn(attributes, policy, spec, pod.metadata.annotations)) count.evaluated('deny', 'warn', policy.warn)
  }

  private async validateTemplate(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    const count = evaluationCounter(attributes, server)
    if (this.isExempt(attributes)) return count.exempt()
    const template = templateOf(attributes.object!)
    if (!template?.spec) return
    const {policy} = await this.policyFor(attributes.namespace, server)
    if (this.isExemptRuntime(template.spec)) return count.exempt()
    const {annotations} = template.metadata ?? {}
    if (this.audit(attributes, policy, template.spec, annotations)) count.evaluated('deny', 'audit', policy.audit)
    if (this.warn(attributes, policy, template.spec, annotations)) count.evaluated('deny', 'warn', policy.warn)
  }

  /** Tells the audit log what the policy does not like; whether there is anything. */
  private audit(
    {warnings: {audit}}: AdmissionAttributes,
    policy: NamespacePolicy,
    spec: PodSpec,
    annotations?: Record<string, string>,
  ): boolean {
    const text = wouldViolate(policy.audit, spec, annotations)
    if (text) audit?.annotateAdmission('pod-security.kubernetes.io/audit-violations', text)
    return text !== undefined
  }

  /** The same for who writes. */
  private warn(
    {warnings}: AdmissionAttributes,
    policy: NamespacePolicy,
    spec: PodSpec,
    annotations?: Record<string, string>,
  ): boolean {
    const text = wouldViolate(policy.warn, spec, annotations)
    if (text) warnings.add(text)
    return text !== undefined
  }

  private async policyFor(namespace: string, server: ServerParts) {
    const found = await lookUp<Namespace>(server, namespaces, '', namespace)
    return namespacePolicy(found?.metadata.labels, this.defaults)
  }

  private isExempt({namespace, user, warnings: {audit}}: AdmissionAttributes): boolean {
    const why = this.exempt.namespaces.includes(namespace)
      ? 'namespace'
      : this.exempt.usernames.includes(user.name)
        ? 'user'
        : undefined
    if (why) audit?.annotateAdmission('pod-security.kubernetes.io/exempt', why)
    return why !== undefined
  }

  private isExemptRuntime({runtimeClassName}: PodSpec): boolean {
    return runtimeClassName !== undefined && this.exempt.runtimeClasses.includes(runtimeClassName)
  }
}

export const podSecurity = podSecurityAs()

function policyOf(labels: Record<string, string>): NamespacePolicy {
  const {policy, errors} = namespacePolicy(labels)
  if (errors.length > 0)
    throw new Error(`failed to apply admission: couldn't init admission plugin "PodSecurity": ${errors[0]!.detail}`)
  return {...policy, warn: labels['pod-security.kubernetes.io/warn'] ? policy.warn : usualPolicy.warn}
}

/** Whether a namespace enforces anything that it did not before. */
const isTightened = (now: LevelVersion, before: LevelVersion): boolean =>
  !sameJson(now, before) && now.level !== 'privileged' && !(now.version === before.version && !isStricter(now, before))

function wouldViolate(policy: LevelVersion, spec: PodSpec, annotations?: Record<string, string>): string | undefined {
  const found = violationsOf(policy, spec, annotations)
  if (found.length === 0) return undefined
  return `would violate PodSecurity ${JSON.stringify(levelText(policy))}: ${violationsText(found)}`
}

/** Of what can change in a pod only its images, and containers that come later, matter. */
function isSignificant(spec: PodSpec, old: PodSpec): boolean {
  const imagesOf = (containers: readonly Container[] = []) => containers.map(({image}) => image)
  if (!sameJson(imagesOf(spec.containers), imagesOf(old.containers))) return true
  if (!sameJson(imagesOf(spec.initContainers), imagesOf(old.initContainers))) return true
  const before = new Map(containersOf({...old, containers: [], initContainers: []}).map(each => [each.name, each]))
  return containersOf({...spec, containers: [], initContainers: []}).some(
    ({name, image}) => before.get(name)?.image !== image,
  )
}

interface Template {
  metadata?: {annotations?: Record<string, string>}
  spec?: PodSpec
}

function templateOf(object: KubeObject): Template | undefined {
  const {template, spec} = object as {
    template?: Template
    spec?: {template?: Template; jobTemplate?: {spec?: {template?: Template}}}
  }
  return template ?? spec?.template ?? spec?.jobTemplate?.spec?.template
}
