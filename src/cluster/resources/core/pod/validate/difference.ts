import type {PodSpec} from '../../../../../api/kinds.ts'
import {goPodSpec} from '../../../go-types/pod-spec.ts'
import {unifiedDifference} from '../../../go-types/unified-difference.ts'

/** How two specs differ, line by line, as the server's own types print as JSON. */
export const specDifference = (old: PodSpec, spec: PodSpec): string =>
  unifiedDifference(goPodSpec(old), goPodSpec(spec))
