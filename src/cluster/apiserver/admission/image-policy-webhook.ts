import {formatDuration} from '../../../api/duration.ts'
import type {Pod} from '../../../api/kinds.ts'
import type {TimeSource} from '../../runtime/cluster-clock.ts'
import {KeptAnswers} from '../auth/webhook/kept-answers.ts'
import {ReviewClient} from '../auth/webhook/review-client.ts'
import {webhookEndpoint} from '../auth/webhook/webhook-endpoint.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {refuse} from './refuse.ts'

/** What `imagePolicy` says in the plugin's configuration: times in seconds but for the back-off's milliseconds; -1 is none at all. */
export interface ImagePolicyConfig {
  kubeConfigFile?: string
  allowTTL?: number
  denyTTL?: number
  retryBackoff?: number
  defaultAllow?: boolean
}

interface Verdict {
  allowed?: boolean
  reason?: string
  auditAnnotations?: Record<string, string>
}

const audited = 'imagepolicywebhook.image-policy.k8s.io/'
const failedOpen = 'alpha.image-policy.k8s.io/failed-open'

/** Asks a server elsewhere by an ImageReview whether a pod's images may run. Throws an Error that says what is wrong with the configuration. */
export function imagePolicyWebhook(config: ImagePolicyConfig | undefined, time: TimeSource): AdmissionPlugin {
  if (!config)
    throw new Error(
      'failed to apply admission: couldn\'t init admission plugin "ImagePolicyWebhook": no config specified',
    )
  const firstRetry = within(config.retryBackoff, {usual: 500, unit: 1, least: 1, most: 300_000})
  const allowTtl = within(config.allowTTL, {usual: 300_000, unit: 1000, least: 1000, most: 1_800_000})
  const denyTtl = within(config.denyTTL, {usual: 30_000, unit: 1000, least: 1000, most: 1_800_000})
  const endpoint = webhookEndpoint(config.kubeConfigFile ?? '', time.now)
  const client = new ReviewClient({endpoint, timeoutSeconds: 30, time, firstRetry})
  const answers = new KeptAnswers<Verdict>(time.now, 1024)
  const verdictOn = async (spec: object): Promise<Verdict> => {
    const key = JSON.stringify(spec)
    const known = answers.get(key)
    if (known) return known
    const review = await client.review({
      kind: 'ImageReview',
      apiVersion: 'imagepolicy.k8s.io/v1alpha1',
      metadata: {},
      spec,
      status: {allowed: false},
    })
    const verdict = (review['status'] ?? {}) as Verdict
    answers.keep(key, verdict, verdict.allowed ? allowTtl : denyTtl)
    return verdict
  }
  return {
    name: 'ImagePolicyWebhook',
    async validate(attributes) {
      const spec = reviewed(attributes)
      if (!spec) return
      const {audit} = attributes.warnings
      let verdict: Verdict
      try {
        verdict = await verdictOn(spec)
      } catch (error) {
        if (!config.defaultAllow) throw refuse(attributes, (error as Error).message)
        audit?.annotateAdmission(`${audited}failed-open`, 'true')
        const pod = attributes.object as Pod
        pod.metadata.annotations = {...pod.metadata.annotations, [failedOpen]: 'true'}
        return
      }
      for (const [key, value] of Object.entries(verdict.auditAnnotations ?? {}))
        audit?.annotateAdmission(audited + key, value)
      if (verdict.allowed) return
      throw refuse(
        attributes,
        verdict.reason
          ? `image policy webhook backend denied one or more images: ${verdict.reason}`
          : 'one or more images rejected by webhook backend',
      )
    },
  }
}

/** What the server is asked about; undefined: nothing of what is written runs. */
function reviewed({operation, definition, subresource, object, namespace}: AdmissionAttributes): object | undefined {
  if (!object || (operation !== 'CREATE' && operation !== 'UPDATE')) return undefined
  if (definition.group !== '' || definition.plural !== 'pods') return undefined
  if (subresource !== '' && subresource !== 'ephemeralcontainers') return undefined
  const {metadata, spec} = object as Pod
  const containers =
    subresource === ''
      ? [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
      : (spec?.ephemeralContainers ?? [])
  const told = Object.entries(metadata.annotations ?? {}).filter(([key]) => key.includes('.image-policy.k8s.io/'))
  return {
    ...(containers.length > 0 && {containers: containers.map(({image}) => (image ? {image} : {}))}),
    ...(told.length > 0 && {annotations: Object.fromEntries(told)}),
    ...(namespace && {namespace}),
  }
}

/** Milliseconds of a time that a configuration gives in some unit; throws where that is too short or too long. */
function within(
  value: number | undefined,
  {usual, unit, least, most}: {usual: number; unit: number; least: number; most: number},
): number {
  if (value === -1) return 0
  if (!value) return usual
  const milliseconds = value * unit
  if (milliseconds >= least && milliseconds <= most) return milliseconds
  const [lowest, highest, given] = [least === 1 ? 1e-6 : least, most, milliseconds].map(formatDuration)
  throw new Error(
    `failed to apply admission: couldn't init admission plugin "ImagePolicyWebhook": valid value is between ${lowest} and ${highest}, got ${given}`,
  )
}
