import {duplicate, forbiddenField, invalidValue, notFoundField, required} from '../../../../../api/field-error.ts'
import type {Container, PodSpec, Volume} from '../../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../../api/names.ts'
import {type Errors, requiredString, requiredWord} from '../../../validation/errors.ts'
import {isSidecar} from '../containers.ts'
import {validateEnv, validateEnvFrom} from './env.ts'
import {validateLifecycle} from './handlers.ts'
import {validateVolumeDevices, validateVolumeMounts} from './mounts.ts'
import type {PodRules} from './options.ts'
import {hostPortConflicts, validateContainerPorts} from './ports.ts'
import {validateReadinessProbe, validateRestartProbe} from './probes.ts'
import {validateResizePolicy} from './resize-policy.ts'
import {validateResources} from './resources.ts'
import {validateInitRestartPolicy, validateRestartPolicy} from './restart-rules.ts'
import {validateContainerSecurityContext} from './security-context.ts'

/** What containers are checked against: the pod around them. */
export interface ContainerContext {
  spec: PodSpec
  volumes: ReadonlyMap<string, Volume>
  claimNames: ReadonlySet<string>
  rules: PodRules
}

export function* validateContainers(path: string, context: ContainerContext): Errors {
  const {spec} = context
  const gracePeriod = spec.terminationGracePeriodSeconds
  if (!spec.containers?.length) {
    yield required(path)
    return
  }
  const names = new Set<string>()
  for (const [index, container] of spec.containers.entries()) {
    const at = `${path}[${index}]`
    yield* validateContainer(at, container, context)
    if (names.has(container.name)) yield duplicate(`${at}.name`, container.name)
    names.add(container.name)
    yield* validateActions(at, container, gracePeriod, spec.os)
    yield* validateRestartPolicy(at, container)
  }
  yield* hostPortConflicts(path, spec.containers)
}

export function* validateInitContainers(path: string, context: ContainerContext): Errors {
  const {spec} = context
  const names = new Set((spec.containers ?? []).map(({name}) => name))
  for (const [index, container] of (spec.initContainers ?? []).entries()) {
    const at = `${path}[${index}]`
    yield* validateContainer(at, container, context)
    yield* validateInitRestartPolicy(at, container)
    if (names.has(container.name)) yield duplicate(`${at}.name`, container.name)
    else if (container.name) names.add(container.name)
    yield* hostPortConflicts(path, [container])
    if (isSidecar(container)) yield* validateActions(at, container, spec.terminationGracePeriodSeconds, spec.os)
    else yield* withoutActions(at, container)
  }
}

function* validateActions(
  path: string,
  container: Container,
  gracePeriod: number | undefined,
  os: PodSpec['os'],
): Errors {
  yield* validateLifecycle(`${path}.lifecycle`, container.lifecycle, gracePeriod, os)
  yield* validateRestartProbe(`${path}.livenessProbe`, container.livenessProbe, gracePeriod)
  yield* validateReadinessProbe(`${path}.readinessProbe`, container.readinessProbe, gracePeriod)
  yield* validateRestartProbe(`${path}.startupProbe`, container.startupProbe, gracePeriod)
}

function* withoutActions(path: string, container: Container): Errors {
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const)
    if (container[field])
      yield forbiddenField(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always')
}

export function* validateEphemeralContainers(path: string, context: ContainerContext): Errors {
  const {spec} = context
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({name}) => name))
  const names = new Set(others)
  for (const [index, ephemeral] of (spec.ephemeralContainers ?? []).entries()) {
    const at = `${path}[${index}]`
    const container = ephemeral as Container
    yield* validateContainer(at, container, context)
    yield* validateImageSpace(at, container)
    if (names.has(container.name)) yield duplicate(`${at}.name`, container.name)
    names.add(container.name)
    const target = ephemeral.targetContainerName
    if (target && !others.has(target)) yield notFoundField(`${at}.targetContainerName`, target)
    yield* ephemeralFields(at, container)
  }
}

const forbiddenToEphemeral = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const

function* ephemeralFields(path: string, container: Container): Errors {
  const why = 'cannot be set for an Ephemeral Container'
  for (const field of forbiddenToEphemeral) {
    const value = container[field]
    // Of lists and resources, only those that say something.
    const told = field.endsWith('Probe') || field === 'lifecycle' ? value : value && Object.keys(value).length > 0
    if (told) yield forbiddenField(`${path}.${field}`, why)
  }
  for (const [index, {subPath, subPathExpr}] of (container.volumeMounts ?? []).entries()) {
    if (subPath) yield forbiddenField(`${path}.volumeMounts[${index}].subPath`, why)
    if (subPathExpr) yield forbiddenField(`${path}.volumeMounts[${index}].subPathExpr`, why)
  }
}

/** An image of a pod, rather than of a template that something may still complete. */
export function* validateImageSpace(path: string, {image = ''}: Container): Errors {
  if (image.trim() !== image) yield invalidValue(`${path}.image`, image, 'must not have leading or trailing whitespace')
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never']

/** What holds for containers of every sort. */
function* validateContainer(path: string, container: Container, context: ContainerContext): Errors {
  const {spec, volumes, claimNames, rules} = context
  yield* requiredString(`${path}.name`, container.name, isDns1123Label)
  if (!container.image) yield required(`${path}.image`)
  yield* requiredWord(`${path}.terminationMessagePolicy`, container.terminationMessagePolicy, [
    'File',
    'FallbackToLogsOnError',
  ])
  yield* validateContainerPorts(`${path}.ports`, container.ports)
  yield* validateEnv(`${path}.env`, container.env)
  yield* validateEnvFrom(`${path}.envFrom`, container.envFrom)
  yield* validateVolumeMounts(`${path}.volumeMounts`, container, volumes)
  yield* validateVolumeDevices(`${path}.volumeDevices`, container, volumes)
  yield* requiredWord(`${path}.imagePullPolicy`, container.imagePullPolicy, pullPolicies)
  yield* validateResources(`${path}.resources`, container.resources ?? {}, {claimNames, rules})
  yield* validateResizePolicy(`${path}.resizePolicy`, container, spec.restartPolicy)
  yield* validateContainerSecurityContext(`${path}.securityContext`, container.securityContext, spec.hostUsers ?? true)
}
