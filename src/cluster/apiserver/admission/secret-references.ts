import type {Container, Pod, PodSpec, ServiceAccount} from '../../../api/kinds.ts'

const annotation = 'kubernetes.io/enforce-mountable-secrets'
const truths = new Set(['1', 't', 'T', 'true', 'TRUE', 'True'])

/** What a pod refers to that its service account does not let it have; undefined where nothing is wrong. */
export function forbiddenReference({metadata, secrets, imagePullSecrets}: ServiceAccount, spec: PodSpec) {
  if (!truths.has(metadata.annotations?.[annotation] ?? '')) return undefined
  const account = metadata.name
  const mountable = new Set((secrets ?? []).map(({name}) => name))
  const why = `is not allowed because service account ${account} does not reference that secret`
  for (const {secret} of spec.volumes ?? [])
    if (secret && !mountable.has(secret.secretName))
      return `volume with secret.secretName="${secret.secretName}" ${why}`
  for (const [what, containers] of [
    ['init container', spec.initContainers],
    ['container', spec.containers],
  ] as const)
    for (const container of containers ?? []) {
      const found = referencesOf(container).find(({secret}) => !mountable.has(secret))
      if (found)
        return `${what} ${container.name} with ${found.by} referencing secret.secretName="${found.secret}" ${why}`
    }
  const pullable = new Set((imagePullSecrets ?? []).map(({name}) => name))
  const index = (spec.imagePullSecrets ?? []).findIndex(({name}) => !pullable.has(name))
  if (index < 0) return undefined
  const name = spec.imagePullSecrets![index]!.name
  return `imagePullSecrets[${index}].name="${name}" is not allowed because service account ${account} does not reference that imagePullSecret`
}

const referencesOf = ({env = [], envFrom = []}: Container): {by: string; secret: string | undefined}[] => [
  ...env.flatMap(({name, valueFrom}) =>
    valueFrom?.secretKeyRef ? [{by: `envVar ${name}`, secret: valueFrom.secretKeyRef.name}] : [],
  ),
  ...envFrom.flatMap(({secretRef}) => (secretRef ? [{by: 'envFrom', secret: secretRef.name}] : [])),
]

/** What a mirror pod, which the API server only shows, may not refer to; undefined where nothing is wrong. */
export function mirrorPodReference({spec}: Pod): string | undefined {
  if (spec?.serviceAccountName) return 'a mirror pod may not reference service accounts'
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]
  const secrets =
    spec?.volumes?.some(({secret, projected}) => secret || projected?.sources?.some(source => source.secret)) ||
    (spec?.imagePullSecrets?.length ?? 0) > 0 ||
    all.some(container => referencesOf(container).length > 0)
  if (secrets) return 'a mirror pod may not reference secrets'
  const token = spec?.volumes?.some(({projected}) => projected?.sources?.some(source => source.serviceAccountToken))
  return token ? 'a mirror pod may not use ServiceAccountToken volume projections' : undefined
}
