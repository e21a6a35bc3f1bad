import type {ProfileTarget} from './index.ts'
import {forgetOriginal, shareProcesses} from './pod-changes.ts'
import {secured} from './security.ts'

/** What the Pod Security Standards' restricted profile wants. */
export function restricted({pod, name, style, keep}: ProfileTarget): void {
  secured(pod, name, () => ({
    runAsNonRoot: true,
    capabilities: {drop: ['ALL']},
    allowPrivilegeEscalation: false,
    seccompProfile: {type: 'RuntimeDefault'},
  }))
  if (style !== 'copy') return
  forgetOriginal(pod, keep)
  shareProcesses(pod)
}
