import type {ProfileTarget} from './index.ts'
import {forgetOriginal, mountRoot, shareProcesses, useHostNamespaces} from './pod-changes.ts'
import {secured, withCapabilities} from './security.ts'

/** What is mostly needed for each way of debugging. */
export function general({pod, name, style, keep}: ProfileTarget): void {
  if (style === 'node') {
    mountRoot(pod, name)
    secured(pod, name, () => undefined)
    return useHostNamespaces(pod)
  }
  if (style === 'copy') forgetOriginal(pod, keep)
  secured(pod, name, withCapabilities('SYS_PTRACE'))
  if (style === 'copy') shareProcesses(pod)
}
