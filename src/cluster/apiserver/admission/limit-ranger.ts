import type {Container, LimitRange, PersistentVolumeClaim, Pod, PodSpec} from '../../../api/kinds.ts'
import {podLimits, podRequests} from '../../../api/pod-requests.ts'
import {formatQuantity} from '../../../api/quantity.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isAbout, isNewPod} from './is-kind.ts'
import {limitErrors, type Resources} from './limit-constraints.ts'
import {lookUpAll} from './lookup.ts'
import {refuse} from './refuse.ts'

const limitRanges = {group: '', version: 'v1', resource: 'limitranges'}

type Limit = NonNullable<NonNullable<LimitRange['spec']>['limits']>[number]

/** Gives containers the namespace's default requests and limits, and refuses what lies outside of its bounds. */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  admit: (attributes, server) => (isNewPod(attributes) ? complete(attributes, server) : undefined),
  validate(attributes, server) {
    const claim = isAbout(attributes, '', 'persistentvolumeclaims') && attributes.operation !== 'DELETE'
    return claim || isNewPod(attributes) ? check(attributes, server, claim) : undefined
  },
}

async function complete({object, namespace, definition}: AdmissionAttributes, server: ServerParts): Promise<void> {
  for (const limit of await limitsOf(server, namespace))
    if (limit.type === 'Container') giveDefaults(object as Pod, limit)
  // What a pod asks for as a whole has defaults that follow from its containers'.
  if ((object as Pod).spec?.resources) definition.defaults?.(object as Pod)
}

async function check(attributes: AdmissionAttributes, server: ServerParts, claim: boolean): Promise<void> {
  const {object} = attributes
  for (const range of await lookUpAll<LimitRange>(server, limitRanges, attributes.namespace)) {
    const limits = range.spec?.limits ?? []
    const errors = limits.flatMap(limit =>
      claim ? claimErrors(object as PersistentVolumeClaim, limit) : podErrors((object as Pod).spec as PodSpec, limit),
    )
    if (errors.length > 0) throw refuse(attributes, aggregate(errors))
  }
}

async function limitsOf(server: ServerParts, namespace: string): Promise<Limit[]> {
  const ranges = await lookUpAll<LimitRange>(server, limitRanges, namespace)
  return ranges.flatMap(range => range.spec?.limits ?? [])
}

function giveDefaults({metadata, spec}: Pod, limit: Limit): void {
  const told: string[] = []
  const give = (container: Container, what: string) => {
    const {resources = {}} = container
    const requests = missing(limit.defaultRequest, resources.requests)
    const limits = missing(limit.default, resources.limits)
    if (requests.length > 0) told.push(`${requests.join(', ')} request for ${what} ${container.name}`)
    if (limits.length > 0) told.push(`${limits.join(', ')} limit for ${what} ${container.name}`)
    if (requests.length + limits.length === 0) return
    container.resources = {
      ...resources,
      limits: {...limit.default, ...resources.limits},
      requests: {...limit.defaultRequest, ...resources.requests},
    }
  }
  for (const container of spec?.containers ?? []) give(container, 'container')
  for (const container of spec?.initContainers ?? []) give(container, 'init container')
  if (told.length > 0)
    metadata.annotations = {
      ...metadata.annotations,
      'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${told.join('; ')}`,
    }
}

const missing = (defaults: Record<string, string> = {}, present: Record<string, string> = {}): string[] =>
  Object.keys(defaults)
    .filter(name => present[name] === undefined)
    .sort()

function podErrors(spec: PodSpec, limit: Limit): string[] {
  if (limit.type === 'Container')
    return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({resources = {}}) =>
      limitErrors(limit, {requests: resources.requests ?? {}, limits: resources.limits ?? {}}),
    )
  if (limit.type !== 'Pod') return []
  return limitErrors(limit, {requests: texts(podRequests(spec)), limits: texts(podLimits(spec))})
}

function claimErrors({spec}: PersistentVolumeClaim, limit: Limit): string[] {
  if (limit.type !== 'PersistentVolumeClaim') return []
  return limitErrors(limit, {requests: spec?.resources?.requests ?? {}})
}

const texts = (amounts: ReturnType<typeof podRequests>): Resources['requests'] =>
  Object.fromEntries([...amounts].map(([name, quantity]) => [name, formatQuantity(quantity)]))

const aggregate = (errors: string[]): string => {
  const [first, ...more] = [...new Set(errors)]
  return more.length === 0 ? first! : `[${[first, ...more].join(', ')}]`
}
