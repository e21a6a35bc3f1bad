import type {PersistentVolumeClaim} from '../../../../api/kinds.ts'

/** The two fields that say what a claim is filled from say the same, where the older one can. */
export function normalizeDataSources({spec}: PersistentVolumeClaim): void {
  if (!spec) return
  const {dataSource, dataSourceRef} = spec
  if (dataSource && !dataSourceRef) spec.dataSourceRef = {...dataSource}
  if (!dataSourceRef || dataSource || dataSourceRef.namespace) return
  const {namespace: _, ...reference} = dataSourceRef
  spec.dataSource = reference
}
