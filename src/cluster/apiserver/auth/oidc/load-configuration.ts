import {readFileSync} from 'node:fs'
import {fieldErrorText} from '../../../../api/field-error.ts'
import {isObject} from '../../../../api/json/index.ts'
import {parseYaml} from '../../../../api/yaml/index.ts'
import {type Shape, strictErrors} from '../../encryption/strict-fields.ts'
import type {AuthenticationConfiguration} from './authentication-configuration.ts'
import {configurationErrors, disallowedIssuer} from './validate-configuration.ts'

const versions = ['v1', 'v1beta1', 'v1alpha1'].map(version => `apiserver.config.k8s.io/${version}`)

const mapping: Shape = {fields: {claim: 'text', prefix: 'text', expression: 'text'}}
const shape: Shape = {
  fields: {
    apiVersion: 'text',
    kind: 'text',
    jwt: {
      list: {
        fields: {
          issuer: {
            fields: {
              url: 'text',
              discoveryURL: 'text',
              certificateAuthority: 'text',
              audiences: {list: 'text'},
              audienceMatchPolicy: 'text',
              egressSelectorType: 'text',
            },
          },
          claimValidationRules: {
            list: {fields: {claim: 'text', requiredValue: 'text', expression: 'text', message: 'text'}},
          },
          claimMappings: {
            fields: {
              username: mapping,
              groups: mapping,
              uid: {fields: {claim: 'text', expression: 'text'}},
              extra: {list: {fields: {key: 'text', valueExpression: 'text'}}},
            },
          },
          userValidationRules: {list: {fields: {expression: 'text', message: 'text'}}},
        },
      },
    },
    anonymous: {fields: {enabled: 'any', conditions: {list: {fields: {path: 'text'}}}}},
  },
}

/** Reads an AuthenticationConfiguration, YAML or JSON; `disallowed` are issuers that it may not name. Throws an Error that says what is wrong. */
export function loadConfiguration(file: string, disallowed: readonly string[]): AuthenticationConfiguration {
  const configuration = decode(file, readFileSync(file, 'utf8'))
  try {
    checkConfiguration(configuration, [])
  } catch (error) {
    throw new Error(`invalid authentication configuration: ${(error as Error).message}`)
  }
  for (const {issuer} of configuration.jwt ?? [])
    if (issuer?.url && disallowed.includes(issuer.url))
      throw new Error(fieldErrorText(disallowedIssuer(issuer.url, disallowed)))
  return configuration
}

/** Throws an Error that says all that is wrong with a configuration. */
export function checkConfiguration(configuration: AuthenticationConfiguration, disallowed: readonly string[]): void {
  const errors = configurationErrors(configuration, disallowed).map(fieldErrorText)
  if (errors.length > 0) throw new Error(errors.length > 1 ? `[${errors.join(', ')}]` : errors[0])
}

function decode(file: string, text: string): AuthenticationConfiguration {
  const refuse = (why: string) =>
    new Error(`failed to load authentication configuration from file ${JSON.stringify(file)}: ${why}`)
  if (text.trim() === '') throw refuse('empty config data')
  const value = parsed(text, refuse)
  if (!isObject(value)) throw refuse("couldn't get version/kind; json parse error: an object was expected")
  const {apiVersion = '', kind = ''} = value as {apiVersion?: string; kind?: string}
  if (!kind) throw refuse(`Object 'Kind' is missing in '${text}'`)
  if (!versions.includes(apiVersion) || kind !== 'AuthenticationConfiguration')
    throw refuse(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:110"`,
    )
  const errors = strictErrors(value, shape)
  if (errors.length > 0) throw refuse(`strict decoding error: ${errors.join(', ')}`)
  return value as AuthenticationConfiguration
}

function parsed(text: string, refuse: (why: string) => Error): unknown {
  try {
    return parseYaml(text)
  } catch (error) {
    throw refuse(`yaml: ${(error as Error).message}`)
  }
}
