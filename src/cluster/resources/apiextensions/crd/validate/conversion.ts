import {forbiddenField, invalidValue, notSupported, required} from '../../../../../api/field-error.ts'
import type {CustomResourceDefinition} from '../../../../../api/kinds.ts'
import {isDns1035Label} from '../../../../../api/names.ts'
import {validateWebhookService, validateWebhookUrl} from '../../../admissionregistration/webhooks/validate.ts'
import type {Errors} from '../../../validation/errors.ts'

type Conversion = NonNullable<CustomResourceDefinition['spec']['conversion']>

/** How versions turn into each other: not at all, or by a webhook. */
export function* conversionErrors({strategy, webhook}: Conversion, path: string): Errors {
  const config = webhook?.clientConfig
  const versions = webhook?.conversionReviewVersions ?? []
  if (!strategy) yield required(`${path}.strategy`)
  else if (strategy !== 'None' && strategy !== 'Webhook')
    yield notSupported(`${path}.strategy`, strategy, ['None', 'Webhook'])
  const client = `${path}.webhookClientConfig`
  if (strategy !== 'Webhook') {
    const why = 'should not be set when strategy is not set to Webhook'
    if (config) yield forbiddenField(client, why)
    if (versions.length > 0) yield forbiddenField(`${path}.conversionReviewVersions`, why)
    return
  }
  if (!config) yield required(client, 'required when strategy is set to Webhook')
  else if ((config.url === undefined) === (config.service === undefined))
    yield required(client, 'exactly one of url or service is required')
  else if (config.url !== undefined) yield* validateWebhookUrl(`${client}.url`, config.url)
  else yield* validateWebhookService(`${client}.service`, config.service!)
  yield* reviewVersionErrors(versions, `${path}.conversionReviewVersions`)
}

function* reviewVersionErrors(versions: string[], path: string): Errors {
  if (versions.length === 0) {
    yield required(path)
    return
  }
  for (const [index, version] of versions.entries()) {
    if (versions.indexOf(version) < index) yield invalidValue(`${path}[${index}]`, version, 'duplicate version')
    else for (const message of isDns1035Label(version)) yield invalidValue(`${path}[${index}]`, version, message)
  }
  if (!versions.includes('v1') && !versions.includes('v1beta1'))
    yield invalidValue(path, versions, 'must include at least one of v1, v1beta1')
}
