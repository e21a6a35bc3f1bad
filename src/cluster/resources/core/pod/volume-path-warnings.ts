import type {Volume} from '../../../../api/kinds.ts'

interface Place {
  path: string
  source: string
}

type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number]

/** Files of one volume that lie over one another. */
export function overlappingPathWarnings(volumes: readonly Volume[]): string[] {
  return volumes.flatMap(({name, configMap, secret, downwardAPI, projected}) => {
    const warn = (kind: string, places: Place[]) =>
      overlaps(places).map(body => `volume ${JSON.stringify(name)} (${kind}): overlapping paths: ${body}`)
    const plain = (items: {path: string}[] | undefined) => (items ?? []).map(({path}) => ({path, source: ''}))
    const sources = projected?.sources ?? []
    return [
      ...warn(`ConfigMap ${JSON.stringify(configMap?.name ?? '')}`, plain(configMap?.items)),
      ...warn(`Secret ${JSON.stringify(secret?.secretName ?? '')}`, plain(secret?.items)),
      ...warn('DownwardAPI', plain(downwardAPI?.items)),
      ...sources
        .filter(source => Object.keys(source).length === 0)
        .map(() => `volume ${JSON.stringify(name)} (Projected) has no sources provided`),
      ...warn('Projected', sources.flatMap(projectedPlaces)),
    ]
  })
}

function projectedPlaces({
  configMap,
  secret,
  downwardAPI,
  serviceAccountToken,
  clusterTrustBundle,
}: Projection): Place[] {
  const from = (source: string, items: {path: string}[]) => items.map(({path}) => ({path, source}))
  if (configMap?.items) return from(`ConfigMap ${JSON.stringify(configMap.name ?? '')}`, configMap.items)
  if (secret?.items) return from(`Secret ${JSON.stringify(secret.name ?? '')}`, secret.items)
  if (downwardAPI?.items) return from('DownwardAPI', downwardAPI.items)
  if (clusterTrustBundle) {
    const named = clusterTrustBundle.name ?? clusterTrustBundle.signerName ?? ''
    return from(`ClusterTrustBundle ${JSON.stringify(named)}`, [clusterTrustBundle])
  }
  return serviceAccountToken ? from('ServiceAccountToken', [serviceAccountToken]) : []
}

function overlaps(places: readonly Place[]): string[] {
  const trimmed = places.map(({path, source}) => ({path: path.replace(/\/+$/, ''), source}))
  return trimmed.flatMap((place, index) =>
    trimmed
      .slice(0, index)
      .filter(other => covers(place.path, other.path))
      .map(other => `${text(place)} with ${text(other)}`),
  )
}

const covers = (path: string, other: string): boolean =>
  path !== '' && other !== '' && (`${other}/`.startsWith(`${path}/`) || `${path}/`.startsWith(`${other}/`))

const text = ({path, source}: Place): string => (source ? `${JSON.stringify(path)} (${source})` : JSON.stringify(path))
