import type {ProfileTarget} from './index.ts'
import {mountRoot, useHostNamespaces} from './pod-changes.ts'

/** As `kubectl debug` was before there were profiles. */
export function legacy({pod, name, style}: ProfileTarget): void {
  if (style === 'copy') delete pod.metadata.labels
  if (style !== 'node') return
  mountRoot(pod, name)
  useHostNamespaces(pod)
}
