import type {ProfileTarget} from './index.ts'
import {forgetOriginal, shareProcesses} from './pod-changes.ts'
import {secured} from './security.ts'

/** Nothing that the Pod Security Standards' baseline forbids. */
export function baseline({pod, name, style, keep}: ProfileTarget): void {
  secured(pod, name, () => undefined)
  if (style !== 'copy') return
  forgetOriginal(pod, keep)
  shareProcesses(pod)
}
