import type {Volume} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import type {ResourceDefinition} from '../../define-resource.ts'

type Hook = (draft: KubeObject, ...rest: never[]) => void

/** A kind as it is with ClusterTrustBundleProjection on: its pods' volumes keep the trust bundles that are dropped by default. */
export function keepTrustBundles(definition: ResourceDefinition): ResourceDefinition {
  const {prepareForCreate, prepareForUpdate, dropDisabled} = definition
  return {
    ...definition,
    ...(prepareForCreate && {prepareForCreate: keeping(prepareForCreate)}),
    ...(prepareForUpdate && {prepareForUpdate: keeping(prepareForUpdate)}),
    ...(dropDisabled && {dropDisabled: keeping(dropDisabled)}),
  }
}

const keeping = <H extends Hook>(hook: H): H =>
  ((draft: KubeObject, ...rest: never[]) => {
    const kept = volumesOf(draft)
      .flatMap(({projected}) => projected?.sources ?? [])
      .flatMap(source => (source.clusterTrustBundle ? [{source, bundle: source.clusterTrustBundle}] : []))
    hook(draft, ...rest)
    for (const {source, bundle} of kept) source.clusterTrustBundle = bundle
  }) as H

interface Templated {
  volumes?: Volume[]
  template?: {spec?: Templated}
  jobTemplate?: {spec?: Templated}
}

/** Of a pod, or of the template of pods in a workload, a CronJob or a PodTemplate. */
function volumesOf(object: KubeObject): Volume[] {
  const {spec, template} = object as Templated & {spec?: Templated}
  const places = [spec, template?.spec, spec?.template?.spec, spec?.jobTemplate?.spec?.template?.spec]
  return places.flatMap(place => place?.volumes ?? [])
}
