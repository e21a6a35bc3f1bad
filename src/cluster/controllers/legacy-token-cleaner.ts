import {builtin} from '../../api/builtin-resources.ts'
import type {ConfigMap, Pod, Secret, ServiceAccount} from '../../api/kinds.ts'
import {timestamp} from '../runtime/clock.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'

const day = 24 * 3600_000
const year = 365 * day
const tracking = 'kube-system/kube-apiserver-legacy-service-account-token-tracking'
const lastUsedLabel = 'kubernetes.io/legacy-token-last-used'
const invalidSinceLabel = 'kubernetes.io/legacy-token-invalid-since'

/** Every day: marks auto-generated token secrets that nobody has used for a year as invalid, and deletes them another year later (KEP-2799). */
export function createLegacyTokenCleaner(context: ComponentContext): Component {
  const {informers, clock} = context
  const secrets = informers.informer<Secret>(builtin.secrets)
  const accounts = informers.informer<ServiceAccount>(builtin.serviceAccounts)
  const pods = informers.informer<Pod>(builtin.pods)
  const configMaps = informers.informer<ConfigMap>(builtin.configMaps)
  const objects = createObjectClient(context)

  const reconcile = async (): Promise<ReconcileResult> => {
    const since = Date.parse(configMaps.get(tracking)?.data?.['since'] ?? '')
    const now = clock.now()
    // The day on which tracking began may have been half over.
    if (now >= since + day + year) for (const secret of secrets.list()) await judge(secret, now)
    return {requeueAfter: day, background: true}
  }

  const judge = async (secret: Secret, now: number): Promise<void> => {
    const {labels = {}, creationTimestamp} = secret.metadata
    const limit = dateOf(now - year)
    if (secret.type !== 'kubernetes.io/service-account-token' || secret.metadata.deletionTimestamp) return
    if (Date.parse(String(creationTimestamp)) >= now - year || (labels[lastUsedLabel] ?? '') >= limit) return
    if (!isGenerated(secret) || isMounted(secret)) return
    const invalidSince = labels[invalidSinceLabel] ?? ''
    if (Number.isNaN(Date.parse(invalidSince))) await invalidate(secret, now)
    else if (invalidSince < limit) await objects.delete(builtin.secrets, secret)
  }

  const invalidate = async (secret: Secret, now: number): Promise<void> => {
    const {uid} = secret.metadata
    const body = {metadata: {uid, labels: {[invalidSinceLabel]: dateOf(now)}}}
    await objects.patch(builtin.secrets, secret, {type: 'merge', body})
  }

  /** Only accounts of old list the secrets that were made for them. */
  const isGenerated = ({metadata}: Secret): boolean => {
    const {namespace, name, annotations = {}} = metadata
    const account = accounts.get(`${namespace}/${annotations['kubernetes.io/service-account.name']}`)
    const uid = annotations['kubernetes.io/service-account.uid']
    if (!account || (uid && uid !== account.metadata.uid)) return false
    return (account.secrets ?? []).some(reference => reference.name === name)
  }

  const isMounted = ({metadata: {namespace, name}}: Secret): boolean => {
    for (const pod of pods.list())
      if (pod.metadata.namespace === namespace && pod.spec?.volumes?.some(volume => volume.secret?.secretName === name))
        return true
    return false
  }

  const none = () => []
  return createController(context, {
    name: 'legacy-serviceaccount-token-cleaner-controller',
    watches: [watch(secrets, none), watch(accounts, none), watch(pods, none), watch(configMaps, none)],
    initialKeys: ['all'],
    workers: 1,
    reconcile,
  })
}

const dateOf = (time: number): string => timestamp(time).slice(0, 'YYYY-MM-DD'.length)
