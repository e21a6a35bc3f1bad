import {DurationError, parseGoDuration} from '../../../../api/duration.ts'
import {fieldErrorText} from '../../../../api/field-error.ts'
import {isObject} from '../../../../api/json/index.ts'
import {parseYaml} from '../../../../api/yaml/index.ts'
import {type Shape, strictErrors} from '../../encryption/strict-fields.ts'
import {type AuthorizationConfiguration, nameOfMode} from './authorization-configuration.ts'
import {textOf} from './text-of.ts'
import {authorizationErrors} from './validate-authorization.ts'

const versions = ['v1', 'v1beta1', 'v1alpha1'].map(version => `apiserver.config.k8s.io/${version}`)

const shape: Shape = {
  fields: {
    apiVersion: 'text',
    kind: 'text',
    authorizers: {
      list: {
        fields: {
          type: 'text',
          name: 'text',
          webhook: {
            fields: {
              authorizedTTL: 'text',
              cacheAuthorizedRequests: 'any',
              unauthorizedTTL: 'text',
              cacheUnauthorizedRequests: 'any',
              timeout: 'text',
              subjectAccessReviewVersion: 'text',
              matchConditionSubjectAccessReviewVersion: 'text',
              failurePolicy: 'text',
              connectionInfo: {fields: {type: 'text', kubeConfigFile: 'text'}},
              matchConditions: {list: {fields: {expression: 'text'}}},
            },
          },
        },
      },
    },
  },
}

/**
 * Reads an AuthorizationConfiguration, YAML or JSON; `kept` are the types that it must go on to have. Throws an Error in kube-apiserver's words.
 */
export function loadAuthorization(file: string, kept: readonly string[] = []): AuthorizationConfiguration {
  const configuration = decode(textOf(file))
  refuse(authorizationErrors(configuration).map(fieldErrorText))
  refuse([...namesOf(configuration), ...missing(configuration, kept)])
  return configuration
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.length > 1 ? `[${problems.join(', ')}]` : problems[0])
}

const failure = (why: string): Error => new Error(`failed to load AuthorizationConfiguration from file: ${why}`)

function decode(text: string): AuthorizationConfiguration {
  if (text === '') return {}
  const value = parsed(text)
  if (!isObject(value)) throw failure("couldn't get version/kind; json parse error: an object was expected")
  const {apiVersion = '', kind = ''} = value as {apiVersion?: string; kind?: string}
  if (!kind) throw failure(`Object 'Kind' is missing in '${text}'`)
  if (!versions.includes(apiVersion) || kind !== 'AuthorizationConfiguration')
    throw failure(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:110"`,
    )
  const errors = strictErrors(value, shape)
  if (errors.length > 0) throw failure(`strict decoding error: ${errors.join(', ')}`)
  const configuration = value as AuthorizationConfiguration
  for (const {webhook} of configuration.authorizers ?? [])
    for (const duration of [webhook?.authorizedTTL, webhook?.unauthorizedTTL, webhook?.timeout]) checkDuration(duration)
  return configuration
}

function checkDuration(text: string | undefined): void {
  if (!text) return
  try {
    parseGoDuration(text)
  } catch (error) {
    throw error instanceof DurationError ? failure(error.message) : error
  }
}

function parsed(text: string): unknown {
  try {
    return parseYaml(text)
  } catch (error) {
    throw failure((error as Error).message)
  }
}

const namesOf = ({authorizers = []}: AuthorizationConfiguration): string[] =>
  authorizers.flatMap(({type = '', name}) =>
    type !== 'Webhook' && nameOfMode(type) !== name
      ? [`expected name ${nameOfMode(type)} for authorizer ${type} instead of ${name}`]
      : [],
  )

function missing({authorizers = []}: AuthorizationConfiguration, kept: readonly string[]): string[] {
  const gone = kept.filter(type => type !== 'Webhook' && !authorizers.some(one => one.type === type)).sort()
  return gone.length > 0 ? [`missing required types: [${gone.join(' ')}]`] : []
}
