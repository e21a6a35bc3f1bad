import {type Stats, statSync} from 'node:fs'
import {isAbsolute} from 'node:path'
import {formatGoDuration, parseGoDuration} from '../../../../api/duration.ts'
import {duplicate, invalidValue, notSupported, required, tooMany} from '../../../../api/field-error.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import type {Errors} from '../../../resources/validation/errors.ts'
import {compileCondition} from '../webhook/match-conditions.ts'
import {
  type AuthorizationConfiguration,
  authorizationModes,
  type WebhookConfiguration,
} from './authorization-configuration.ts'

/** Everything that is wrong with a configuration, in the order in which Kubernetes tells it. */
export const authorizationErrors = (configuration: AuthorizationConfiguration) => [...errorsOf(configuration)]

function* errorsOf({authorizers}: AuthorizationConfiguration): Errors {
  if (!authorizers?.length) yield required('authorizers', 'at least one authorization mode must be defined')
  const types = new Set<string>()
  const names = new Set<string>()
  for (const [index, {type = '', name = '', webhook}] of (authorizers ?? []).entries()) {
    const path = `authorizers[${index}]`
    if (!type) {
      yield required(`${path}.type`)
      continue
    }
    if (!(authorizationModes as readonly string[]).includes(type)) {
      yield notSupported(`${path}.type`, type, [...authorizationModes].sort())
      continue
    }
    if (types.has(type) && type !== 'Webhook') {
      yield duplicate(`${path}.type`, type)
      continue
    }
    types.add(type)
    yield* nameErrors(`${path}.name`, name, names)
    names.add(name)
    if (type === 'Webhook' && !webhook) yield required(`${path}.webhook`, 'required when type=Webhook')
    else if (type === 'Webhook') yield* webhookErrors(path, webhook!)
    else if (webhook) yield invalidValue(`${path}.webhook`, 'non-null', 'may only be specified when type=Webhook')
  }
}

function* nameErrors(path: string, name: string, before: ReadonlySet<string>): Errors {
  const problems = isDns1123Subdomain(name)
  if (!name) yield required(path)
  else if (before.has(name)) yield duplicate(path, name)
  else if (problems.length > 0) yield invalidValue(path, name, `authorizer name is invalid: ${problems.join(', ')}`)
}

/** Its fields are told as if they were the authorizer's own. */
function* webhookErrors(path: string, webhook: WebhookConfiguration): Errors {
  yield* timeoutErrors(`${path}.timeout`, webhook.timeout)
  for (const field of ['authorizedTTL', 'unauthorizedTTL'] as const)
    yield* lifetimeErrors(`${path}.${field}`, webhook[field])
  const {subjectAccessReviewVersion: version = '', matchConditionSubjectAccessReviewVersion: conditionVersion = ''} =
    webhook
  yield* choiceErrors(`${path}.subjectAccessReviewVersion`, version, ['v1', 'v1beta1'])
  const {matchConditions = [], failurePolicy = ''} = webhook
  const conditionPath = `${path}.matchConditionSubjectAccessReviewVersion`
  if (conditionVersion) yield* choiceErrors(conditionPath, conditionVersion, ['v1'])
  else if (matchConditions.length > 0) yield required(conditionPath, 'required if match conditions are specified')
  yield* choiceErrors(`${path}.failurePolicy`, failurePolicy, ['NoOpinion', 'Deny'])
  yield* connectionErrors(`${path}.connectionInfo`, webhook.connectionInfo)
  yield* conditionErrors(`${path}.matchConditions`, matchConditions)
}

function* timeoutErrors(path: string, text: string | undefined): Errors {
  const nanoseconds = parseGoDuration(text || '0')
  if (nanoseconds === 0n) yield required(path)
  else if (nanoseconds < 0n || nanoseconds > 30_000_000_000n)
    yield invalidValue(path, formatGoDuration(nanoseconds), 'must be > 0s and <= 30s')
}

function* lifetimeErrors(path: string, text: string | undefined): Errors {
  const nanoseconds = parseGoDuration(text || '1s')
  if (nanoseconds < 0n) yield invalidValue(path, formatGoDuration(nanoseconds), 'must be > 0s')
}

function* choiceErrors(path: string, value: string, choices: readonly string[]): Errors {
  if (!value) yield required(path)
  else if (!choices.includes(value)) yield notSupported(path, value, choices)
}

function* connectionErrors(
  path: string,
  {type = '', kubeConfigFile}: NonNullable<WebhookConfiguration['connectionInfo']> = {},
): Errors {
  const at = `${path}.kubeConfigFile`
  if (!type) yield required(`${path}.type`)
  else if (type === 'InClusterConfig') {
    if (kubeConfigFile !== undefined) yield invalidValue(at, kubeConfigFile, 'can only be set when type=KubeConfigFile')
  } else if (type !== 'KubeConfigFile')
    yield notSupported(`${path}.type`, {Type: type, KubeConfigFile: kubeConfigFile ?? null}, [
      'InClusterConfig',
      'KubeConfigFile',
    ])
  else if (!kubeConfigFile) yield required(at)
  else if (!isAbsolute(kubeConfigFile)) yield invalidValue(at, kubeConfigFile, 'must be an absolute path')
  else {
    const state = stateOf(kubeConfigFile)
    if (typeof state === 'string') yield invalidValue(at, kubeConfigFile, `error loading file: ${state}`)
    else if (!state.isFile()) yield invalidValue(at, kubeConfigFile, 'must be a regular file')
  }
}

function stateOf(file: string): Stats | string {
  try {
    return statSync(file)
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? `stat ${file}: no such file or directory` : message
  }
}

const mostConditions = 64

function* conditionErrors(path: string, conditions: readonly {expression?: string}[]): Errors {
  if (conditions.length > mostConditions) {
    yield tooMany(path, conditions.length, mostConditions)
    return
  }
  const seen = new Set<string>()
  for (const [index, {expression = ''}] of conditions.entries()) {
    const at = `${path}[${index}].expression`
    if (expression.trim() === '') {
      yield required(at)
      continue
    }
    if (seen.has(expression)) {
      yield duplicate(at, expression)
      continue
    }
    seen.add(expression)
    const outcome = compileCondition(expression)
    if ('problem' in outcome) yield invalidValue(at, expression, outcome.problem)
  }
}
