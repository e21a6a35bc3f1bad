import {invalidValue, notSupported, required} from '../../../../../api/field-error.ts'
import type {Container} from '../../../../../api/kinds.ts'
import {isConfigMapKey, isDns1123Subdomain, isQualifiedName, isRelaxedEnvVarName} from '../../../../../api/names.ts'
import {maskedName} from '../../../metadata/names.ts'
import {type Errors, each, invalidBecause, requiredString} from '../../../validation/errors.ts'
import {validateFileKey} from './file-keys.ts'
import {validateResourceField} from './resource-field.ts'

type EnvVar = NonNullable<Container['env']>[number]
type EnvFrom = NonNullable<Container['envFrom']>[number]
type FieldRef = NonNullable<NonNullable<EnvVar['valueFrom']>['fieldRef']>
type KeyRef = NonNullable<NonNullable<EnvVar['valueFrom']>['configMapKeyRef']>

export const validateEnv = (path: string, variables: EnvVar[] | undefined): Errors =>
  each(path, variables, function* (variable, at) {
    yield* requiredString(`${at}.name`, variable.name, isRelaxedEnvVarName)
    if (variable.valueFrom) yield* validateValueFrom(`${at}.valueFrom`, variable)
  })

function* validateValueFrom(path: string, {value, valueFrom = {}}: EnvVar): Errors {
  const {fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef} = valueFrom
  if (fieldRef) yield* validateFieldRef(`${path}.fieldRef`, fieldRef, envFieldPaths)
  if (resourceFieldRef) yield* validateResourceField(`${path}.resourceFieldRef`, resourceFieldRef, false)
  if (configMapKeyRef) yield* validateKeyRef(`${path}.configMapKeyRef`, configMapKeyRef)
  if (secretKeyRef) yield* validateKeyRef(`${path}.secretKeyRef`, secretKeyRef)
  if (fileKeyRef) yield* validateFileKey(`${path}.fileKeyRef`, fileKeyRef)
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length
  if (sources === 0)
    yield invalidValue(
      path,
      '',
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
    )
  else if (value) yield invalidValue(path, '', 'may not be specified when `value` is not empty')
  else if (sources > 1) yield invalidValue(path, '', 'may not have more than one field specified at a time')
}

const envFieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]

/** Every field of a pod that the downward API knows, here or there. */
const knownFieldPaths = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]

/** A reference to a field of the pod itself. */
export function* validateFieldRef(path: string, {apiVersion, fieldPath}: FieldRef, supported: string[]): Errors {
  if (!apiVersion) {
    yield required(`${path}.apiVersion`)
    return
  }
  if (!fieldPath) {
    yield required(`${path}.fieldPath`)
    return
  }
  const converted = convertFieldPath(apiVersion, fieldPath)
  if ('problem' in converted) {
    yield invalidValue(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${converted.problem}`)
    return
  }
  const [, base, key] = /^(.*)\['(.*)'\]$/.exec(converted.fieldPath) ?? []
  if (base === undefined || key === undefined) {
    if (!supported.includes(converted.fieldPath))
      yield notSupported(`${path}.fieldPath`, converted.fieldPath, supported)
  } else if (base === 'metadata.annotations') {
    yield* invalidBecause(path, key.toLowerCase(), isQualifiedName(key.toLowerCase()))
  } else if (base === 'metadata.labels') {
    yield* invalidBecause(path, key, isQualifiedName(key))
  } else {
    yield invalidValue(path, base, 'does not support subscript')
  }
}

function convertFieldPath(apiVersion: string, fieldPath: string): {fieldPath: string} | {problem: string} {
  if (apiVersion !== 'v1') return {problem: `unsupported pod version: ${apiVersion}`}
  const base = /^(.*)\['.*'\]$/.exec(fieldPath)?.[1]
  if (base === 'metadata.annotations' || base === 'metadata.labels') return {fieldPath}
  if (base !== undefined) return {problem: `field label does not support subscript: ${fieldPath}`}
  if (fieldPath === 'spec.host') return {fieldPath: 'spec.nodeName'}
  return knownFieldPaths.includes(fieldPath) ? {fieldPath} : {problem: `field label not supported: ${fieldPath}`}
}

function* validateKeyRef(path: string, {name, key}: KeyRef): Errors {
  yield* invalidBecause(`${path}.name`, name ?? '', isDns1123Subdomain(name ?? ''))
  yield* requiredString(`${path}.key`, key, isConfigMapKey)
}

export const validateEnvFrom = (path: string, sources: EnvFrom[] | undefined): Errors =>
  each(path, sources, function* ({prefix, configMapRef, secretRef}, at) {
    if (prefix) yield* invalidBecause(`${at}.prefix`, prefix, isRelaxedEnvVarName(prefix))
    if (configMapRef) yield* requiredString(`${at}.configMapRef.name`, configMapRef.name, isObjectName)
    if (secretRef) yield* requiredString(`${at}.secretRef.name`, secretRef.name, isObjectName)
    if (!configMapRef && !secretRef) yield invalidValue(path, '', 'must specify one of: `configMapRef` or `secretRef`')
    else if (configMapRef && secretRef)
      yield invalidValue(path, '', 'may not have more than one field specified at a time')
  })

const isObjectName = (name: string): string[] => isDns1123Subdomain(maskedName(name))
