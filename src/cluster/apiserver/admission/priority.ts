import {builtin} from '../../../api/builtin-resources.ts'
import type {Pod, PodSpec, PriorityClass} from '../../../api/kinds.ts'
import type {ServerParts} from '../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {isAbout} from './is-kind.ts'
import {lookUp, lookUpAll} from './lookup.ts'
import {refuse} from './refuse.ts'

const {priorityClasses} = builtin

/** Resolves a pod's priority class to its priority, and allows one default class only. */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit(attributes, server) {
    if (!isAbout(attributes, '', 'pods') || !attributes.object) return undefined
    const spec = (attributes.object as Pod).spec as PodSpec
    if (attributes.operation === 'UPDATE') return keep(spec, attributes.old as Pod)
    return attributes.operation === 'CREATE' ? resolve(attributes, server, spec) : undefined
  },
  validate(attributes, server) {
    if (!isAbout(attributes, 'scheduling.k8s.io', 'priorityclasses') || !attributes.object) return undefined
    return (attributes.object as PriorityClass).globalDefault ? checkOnly(attributes, server) : undefined
  },
}

async function checkOnly(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
  const other = await globalDefault(server)
  if (other && other.metadata.name !== attributes.object!.metadata.name)
    throw refuse(
      attributes,
      `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`,
    )
}

function keep(spec: PodSpec, old: Pod): void {
  spec.priority ??= old.spec?.priority
  spec.preemptionPolicy ??= old.spec?.preemptionPolicy
}

async function resolve(attributes: AdmissionAttributes, server: ServerParts, spec: PodSpec): Promise<void> {
  const found = spec.priorityClassName
    ? await lookUp<PriorityClass>(server, priorityClasses, '', spec.priorityClassName)
    : await globalDefault(server)
  if (spec.priorityClassName && !found)
    throw refuse(attributes, `no PriorityClass with name ${spec.priorityClassName} was found`)
  if (found) spec.priorityClassName = found.metadata.name
  const value = found?.value ?? 0
  const policy = found?.preemptionPolicy ?? 'PreemptLowerPriority'
  if (spec.priority !== undefined && spec.priority !== value)
    throw refuse(
      attributes,
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    )
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy)
    throw refuse(
      attributes,
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
    )
  spec.priority = value
  spec.preemptionPolicy = policy
}

/** Of several, which should not be, the one of the lowest priority. */
async function globalDefault(server: ServerParts): Promise<PriorityClass | undefined> {
  const all = await lookUpAll<PriorityClass>(server, priorityClasses)
  return all
    .filter(item => item.globalDefault)
    .reduce<PriorityClass | undefined>((least, item) => (!least || item.value < least.value ? item : least), undefined)
}
