import type {ProfileTarget} from './index.ts'
import {forgetOriginal, shareProcesses, useHostNamespaces} from './pod-changes.ts'
import {secured, withCapabilities} from './security.ts'

/** For looking into the network. */
export function netadmin({pod, name, style, keep}: ProfileTarget): void {
  secured(pod, name, withCapabilities('NET_ADMIN', 'NET_RAW'))
  if (style === 'node') return useHostNamespaces(pod)
  if (style !== 'copy') return
  forgetOriginal(pod, keep)
  shareProcesses(pod)
}
