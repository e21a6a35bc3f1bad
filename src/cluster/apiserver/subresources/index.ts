/** Subresources: a file each. A kind declares which it has; here is what they do. */
import {approval} from './approval.ts'
import {attach} from './attach.ts'
import {binding} from './binding.ts'
import {eviction} from './eviction.ts'
import {exec} from './exec.ts'
import {finalize} from './finalize.ts'
import {log} from './log.ts'
import {ephemeralContainers, resize} from './pod-update.ts'
import {portForward} from './port-forward.ts'
import {nodeProxy, podProxy, serviceProxy} from './proxy.ts'
import {scale} from './scale.ts'
import {status} from './status.ts'
import type {SubresourceHandler} from './subresource.ts'
import {token} from './token.ts'

/** Those that any kind may have. */
const common: Record<string, SubresourceHandler> = {status, scale}

/** Those of one kind, by group, plural and name. */
const own: Record<string, SubresourceHandler> = {
  '/pods/attach': attach,
  '/pods/binding': binding,
  '/pods/ephemeralcontainers': ephemeralContainers,
  '/pods/eviction': eviction,
  '/pods/exec': exec,
  '/pods/log': log,
  '/pods/portforward': portForward,
  '/pods/proxy': podProxy,
  '/pods/resize': resize,
  '/services/proxy': serviceProxy,
  '/nodes/proxy': nodeProxy,
  '/namespaces/finalize': finalize,
  '/serviceaccounts/token': token,
  'certificates.k8s.io/certificatesigningrequests/approval': approval,
}

export const subresourceHandler = (group: string, plural: string, name: string): SubresourceHandler | undefined =>
  own[`${group}/${plural}/${name}`] ?? common[name]
