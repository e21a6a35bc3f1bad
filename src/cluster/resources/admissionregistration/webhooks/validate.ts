import {duplicate, type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import {parseGoUrl} from '../../../../api/go/parse-url.ts'
import type {MutatingWebhookConfiguration, ValidatingWebhookConfiguration} from '../../../../api/kinds.ts'
import {isDns1035Label, isDns1123Subdomain, isQualifiedName} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, supportedWord} from '../../validation/errors.ts'
import {validateLabelSelector} from '../../validation/labels.ts'
import {validateRule} from './rules.ts'

type Configuration = MutatingWebhookConfiguration | ValidatingWebhookConfiguration
type Webhook = NonNullable<MutatingWebhookConfiguration['webhooks']>[number]
type ClientConfig = Webhook['clientConfig']

export function validateWebhooks({webhooks}: Configuration): FieldError[] {
  const names = new Set<string>()
  return (webhooks ?? []).flatMap((webhook, index) => {
    const path = `webhooks[${index}]`
    const again = webhook.name && names.has(webhook.name) ? [duplicate(`${path}.name`, webhook.name)] : []
    names.add(webhook.name)
    return [...webhookErrors(path, webhook as Webhook), ...again]
  })
}

const sideEffects = ['None', 'NoneOnDryRun']

function* webhookErrors(path: string, webhook: Webhook): Errors {
  yield* fullyQualifiedName(`${path}.name`, webhook.name)
  yield* each(`${path}.rules`, webhook.rules, validateRule)
  yield* supportedWord(`${path}.failurePolicy`, webhook.failurePolicy, ['Fail', 'Ignore'])
  yield* supportedWord(`${path}.matchPolicy`, webhook.matchPolicy, ['Equivalent', 'Exact'])
  if ((webhook.sideEffects ?? undefined) === undefined)
    yield required(`${path}.sideEffects`, `must specify one of ${sideEffects.join(', ')}`)
  else if (!sideEffects.includes(webhook.sideEffects))
    yield notSupported(`${path}.sideEffects`, webhook.sideEffects, sideEffects)
  const timeout = webhook.timeoutSeconds
  if (timeout !== undefined && (timeout > 30 || timeout < 1))
    yield invalidValue(`${path}.timeoutSeconds`, timeout, 'the timeout value must be between 1 and 30 seconds')
  yield* validateLabelSelector(`${path}.namespaceSelector`, webhook.namespaceSelector)
  yield* validateLabelSelector(`${path}.objectSelector`, webhook.objectSelector)
  yield* supportedWord(`${path}.reinvocationPolicy`, webhook.reinvocationPolicy, ['IfNeeded', 'Never'])
  yield* clientErrors(`${path}.clientConfig`, webhook.clientConfig ?? {})
  yield* validateMatchConditions(`${path}.matchConditions`, webhook.matchConditions ?? [])
  yield* reviewVersionErrors(`${path}.admissionReviewVersions`, webhook.admissionReviewVersions ?? [])
}

/** A name of at least three parts, so that nobody else has it. */
function* fullyQualifiedName(path: string, name: string | undefined): Errors {
  if (!name) {
    yield required(path)
    return
  }
  const messages = isDns1123Subdomain(name)
  if (messages.length > 0) yield invalidValue(path, name, messages.join(','))
  else if (name.split('.').length < 3)
    yield invalidValue(path, name, 'should be a domain with at least three segments separated by dots')
}

function* clientErrors(path: string, {url, service}: ClientConfig): Errors {
  if ((url === undefined) === (service === undefined)) yield required(path, 'exactly one of url or service is required')
  else if (url !== undefined) yield* validateWebhookUrl(`${path}.url`, url)
  else if (service) yield* validateWebhookService(`${path}.service`, service)
}

/** The address of a webhook outside the cluster: https, and nothing that looks like a secret or a query. */
export function* validateWebhookUrl(path: string, text: string): Errors {
  const form = 'desired format: https://host[/path]'
  const url = parseGoUrl(text)
  if (typeof url === 'string') {
    yield required(path, `url must be a valid URL: parse ${JSON.stringify(text)}: ${url}; ${form}`)
    return
  }
  if (url.scheme !== 'https') yield invalidValue(path, url.scheme, `'https' is the only allowed URL scheme; ${form}`)
  if (!url.host) yield invalidValue(path, url.host, `host must be specified; ${form}`)
  if (url.user !== undefined) yield invalidValue(path, url.user, 'user information is not permitted in the URL')
  if (url.fragment) yield invalidValue(path, url.fragment, 'fragments are not permitted in the URL')
  if (url.query) yield invalidValue(path, url.query, 'query parameters are not permitted in the URL')
}

/** The address of a webhook within the cluster. */
export function* validateWebhookService(
  path: string,
  {name, namespace, path: urlPath, port = 443}: {name?: string; namespace?: string; path?: string; port?: number},
): Errors {
  // Kubernetes takes one for the other.
  if (!namespace) yield required(`${path}.name`)
  if (!name) yield required(`${path}.namespace`)
  if (port < 1 || port > 65_535)
    yield invalidValue(`${path}.port`, port, 'port is not valid: must be between 1 and 65535, inclusive')
  if (!urlPath || urlPath === '/') return
  const at = `${path}.path`
  if (urlPath === '//') {
    yield invalidValue(at, urlPath, 'segment[0] may not be empty')
    return
  }
  if (!urlPath.startsWith('/')) yield invalidValue(at, urlPath, "must start with a '/'")
  // The first byte is left out, whatever it is.
  const trimmed = Buffer.from(urlPath).subarray(1).toString().replace(/\/$/, '')
  for (const [index, step] of trimmed.split('/').entries()) {
    if (step === '') {
      yield invalidValue(at, urlPath, `segment[${index}] may not be empty`)
      continue
    }
    for (const message of isDns1123Subdomain(step)) yield invalidValue(at, urlPath, `segment[${index}]: ${message}`)
  }
}

const mostConditions = 64

/** Names and expressions of conditions; that an expression is good CEL is its compiler's to say. */
export function* validateMatchConditions(path: string, conditions: {name?: string; expression?: string}[]): Errors {
  if (conditions.length > mostConditions)
    yield {
      field: path,
      type: 'FieldValueTooMany',
      value: conditions.length,
      detail: `must have at most ${mostConditions} items`,
    }
  const names = new Set<string>()
  for (const [index, {name = '', expression = ''}] of conditions.entries()) {
    const at = `${path}[${index}]`
    if (!expression.trim()) yield required(`${at}.expression`)
    if (!name) yield required(`${at}.name`)
    else yield* invalidBecause(`${at}.name`, name, isQualifiedName(name))
    if (name && names.has(name)) yield duplicate(`${at}.name`, name)
    names.add(name)
  }
}

const reviewVersions = ['v1', 'v1beta1']

function* reviewVersionErrors(path: string, versions: string[]): Errors {
  if (versions.length === 0) {
    yield required(path, `must specify one of ${reviewVersions.join(', ')}`)
    return
  }
  for (const [index, version] of versions.entries()) {
    if (versions.indexOf(version) < index) yield invalidValue(`${path}[${index}]`, version, 'duplicate version')
    else yield* invalidBecause(`${path}[${index}]`, version, isDns1035Label(version))
  }
  if (!versions.some(version => reviewVersions.includes(version)))
    yield invalidValue(path, versions, `must include at least one of ${reviewVersions.join(', ')}`)
}
