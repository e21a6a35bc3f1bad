import type {PersistentVolumeClaim} from '../../../../api/kinds.ts'
import type {Gating} from '../../gated-fields.ts'

/** The two fields that say what a claim is filled from say the same, where the older one can. */
export function normalizeDataSources(
  {spec}: PersistentVolumeClaim,
  {features, old}: Gating<PersistentVolumeClaim>,
): void {
  if (!spec) return
  // Sources in other namespaces are a feature of their own.
  if (spec.dataSourceRef?.namespace && !features.enabled('CrossNamespaceVolumeDataSource') && !old?.spec?.dataSourceRef)
    delete spec.dataSourceRef
  if (!old?.spec?.dataSource && !spec.dataSourceRef && !isKnownSource(spec.dataSource)) delete spec.dataSource
  const {dataSource, dataSourceRef} = spec
  if (dataSource && !dataSourceRef) spec.dataSourceRef = {...dataSource}
  if (!dataSourceRef || dataSource || dataSourceRef.namespace) return
  const {namespace: _, ...reference} = dataSourceRef
  spec.dataSource = reference
}

/** The older field knows claims and snapshots; anything else in it was always ignored. */
function isKnownSource(source: {apiGroup?: string; kind: string} | undefined): boolean {
  if (source?.kind === 'PersistentVolumeClaim') return !source.apiGroup
  return source?.kind === 'VolumeSnapshot' && source.apiGroup === 'snapshot.storage.k8s.io'
}
