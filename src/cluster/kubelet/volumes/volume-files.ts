import type {Pod, Volume} from '../../../api/kinds.ts'
import type {VolumeFiles} from '../../containers/node-volumes.ts'
import {fieldValue, resourceValue} from './downward.ts'
import {MountError} from './mount-error.ts'
import type {ObjectSource} from './object-source.ts'
import type {ServiceAccountTokens} from './service-account-tokens.ts'
import type {TrustBundles} from './trust-bundles.ts'

interface Item {
  key: string
  path: string
  mode?: number
}

export interface VolumeContext {
  objects: ObjectSource
  tokens: ServiceAccountTokens
  bundles: TrustBundles
  address: {podIP?: string; hostIP: string}
}

/** What the API fills a volume with, as the pod's group may read it; undefined for volumes that containers fill themselves. */
export async function volumeFiles(pod: Pod, volume: Volume, about: VolumeContext): Promise<VolumeFiles | undefined> {
  const files = await plainFiles(pod, volume, about)
  const gid = pod.spec!.securityContext?.fsGroup
  if (!files || gid === undefined) return files
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [path, {...file, gid, mode: (file.mode ?? 0o644) | 0o440}]),
  )
}

async function plainFiles(pod: Pod, volume: Volume, about: VolumeContext): Promise<VolumeFiles | undefined> {
  const namespace = pod.metadata.namespace!
  const {configMap, secret, downwardAPI, projected} = volume
  if (configMap)
    return configMapFiles(namespace, {...configMap, name: configMap.name ?? ''}, configMap.defaultMode, about)
  if (secret) return secretFiles(namespace, {...secret, name: secret.secretName ?? ''}, secret.defaultMode, about)
  if (downwardAPI) return downwardFiles(pod, downwardAPI.items ?? [], downwardAPI.defaultMode, about)
  if (!projected) return undefined
  const all: VolumeFiles = {}
  for (const source of projected.sources ?? []) {
    if (source.configMap)
      Object.assign(
        all,
        await configMapFiles(
          namespace,
          {...source.configMap, name: source.configMap.name ?? ''},
          projected.defaultMode,
          about,
        ),
      )
    if (source.secret)
      Object.assign(
        all,
        await secretFiles(namespace, {...source.secret, name: source.secret.name ?? ''}, projected.defaultMode, about),
      )
    if (source.downwardAPI)
      Object.assign(all, downwardFiles(pod, source.downwardAPI.items ?? [], projected.defaultMode, about))
    if (source.serviceAccountToken)
      all[source.serviceAccountToken.path] = {
        content: await about.tokens.token(pod, source.serviceAccountToken),
        isFleeting: true,
        ...tokenAccess(pod, projected.defaultMode),
      }
    if (source.clusterTrustBundle)
      all[source.clusterTrustBundle.path] = {
        content: await about.bundles.anchors(source.clusterTrustBundle),
        ...tokenAccess(pod, projected.defaultMode),
      }
  }
  return all
}

/** A token is its user's alone where all containers run as one, or its group's; else it is everybody's. */
function tokenAccess({spec}: Pod, defaultMode = 0o644): {mode: number; uid?: number} {
  const {initContainers = [], containers, securityContext} = spec!
  const users = new Set(
    [...initContainers, ...containers].map(
      container => container.securityContext?.runAsUser ?? securityContext?.runAsUser,
    ),
  )
  const [uid] = users
  if (users.size === 1 && uid !== undefined) return {mode: 0o600, uid}
  return {mode: securityContext?.fsGroup === undefined ? defaultMode : 0o600}
}

interface Named {
  name: string
  items?: Item[]
  optional?: boolean
}

async function configMapFiles(
  namespace: string,
  {name, items, optional}: Named,
  mode: number | undefined,
  {objects}: VolumeContext,
): Promise<VolumeFiles> {
  const found = await objects.configMap(namespace, name)
  if (!found && !optional) throw new MountError(`configmap "${name}" not found`)
  const data: Record<string, string | Uint8Array> = {...found?.data}
  for (const [key, value] of Object.entries(found?.binaryData ?? {})) data[key] = Buffer.from(value, 'base64')
  return pick(data, items, mode, optional, `configmap references non-existent config key: `)
}

async function secretFiles(
  namespace: string,
  {name, items, optional}: Named,
  mode: number | undefined,
  {objects}: VolumeContext,
): Promise<VolumeFiles> {
  const found = await objects.secret(namespace, name)
  if (!found && !optional) throw new MountError(`secret "${name}" not found`)
  const data = Object.fromEntries(
    Object.entries(found?.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64')]),
  )
  return pick(data, items, mode, optional, `references non-existent secret key: `)
}

function pick(
  data: Record<string, string | Uint8Array>,
  items: Item[] | undefined,
  mode: number | undefined,
  optional: boolean | undefined,
  missing: string,
): VolumeFiles {
  const files: VolumeFiles = {}
  const wanted = items ?? Object.keys(data).map(key => ({key, path: key}) as Item)
  for (const item of wanted) {
    const content = data[item.key]
    if (content === undefined) {
      if (optional) continue
      throw new MountError(`${missing}${item.key}`)
    }
    files[item.path] = {content, mode: item.mode ?? mode ?? 0o644}
  }
  return files
}

type DownwardItem = NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number]

function downwardFiles(
  pod: Pod,
  items: DownwardItem[],
  mode: number | undefined,
  {address}: VolumeContext,
): VolumeFiles {
  const files: VolumeFiles = {}
  for (const {path, fieldRef, resourceFieldRef, mode: own} of items) {
    const container = pod.spec!.containers.find(({name}) => name === resourceFieldRef?.containerName)
    const content = fieldRef
      ? (fieldValue(pod, fieldRef.fieldPath, address) ?? '')
      : container
        ? resourceValue(container, resourceFieldRef!.resource, resourceFieldRef!.divisor)
        : ''
    files[path] = {content, mode: own ?? mode ?? 0o644}
  }
  return files
}
