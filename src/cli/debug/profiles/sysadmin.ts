import type {ProfileTarget} from './index.ts'
import {forgetOriginal, mountRoot, shareProcesses, useHostNamespaces} from './pod-changes.ts'
import {secured} from './security.ts'

/** Everything that root on the node may do. */
export function sysadmin({pod, name, style, keep}: ProfileTarget): void {
  secured(pod, name, before => ({...before, privileged: true}))
  if (style === 'node') {
    useHostNamespaces(pod)
    mountRoot(pod, name)
  }
  if (style !== 'copy') return
  forgetOriginal(pod, keep)
  shareProcesses(pod)
}
