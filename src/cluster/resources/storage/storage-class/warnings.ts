import type {StorageClass} from '../../../../api/kinds.ts'
import {deprecatedLabel} from '../../core/pod/affinity-warnings.ts'

/** Nodes' labels of old among those that say where volumes may be. */
export const storageClassWarnings = ({allowedTopologies}: StorageClass): string[] =>
  (allowedTopologies ?? []).flatMap(({matchLabelExpressions}, index) =>
    (matchLabelExpressions ?? []).flatMap(({key}, at) =>
      deprecatedLabel(key)
        ? [`allowedTopologies[${index}].matchLabelExpressions[${at}].key: ${deprecatedLabel(key)}`]
        : [],
    ),
  )
