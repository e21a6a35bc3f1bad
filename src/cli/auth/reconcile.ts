import {builtin} from '../../api/builtin-resources.ts'
import {type GroupVersionResource, type KubeObject, parseApiVersion} from '../../api/object.ts'
import {isAlreadyExists, isForbidden, isNotFound} from '../../api/status-error.ts'
import type {Client, ResourcePath} from '../../client/client.ts'
import {type DryRun, dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {bool} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {fileFlags} from '../flags/target-flags.ts'
import {dryRunFlag} from '../flags/write-flags.ts'
import {goType} from '../generators/job.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import {findTargets, visitTargets} from '../targets/targets.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {planOf, type ReconciliationPlan, reconciliationText} from './reconciliation-plan.ts'

export const reconcileFlags = {
  ...outputFlags,
  ...fileFlags,
  ...dryRunFlag,
  'remove-extra-permissions': bool({usage: 'Take permissions away that the file does not give.'}),
  'remove-extra-subjects': bool({usage: 'Take subjects away that the file does not bind.'}),
}

export type ReconcileInvocation = Invocation<typeof reconcileFlags>

const group = 'rbac.authorization.k8s.io'
/** Where the kinds are that can be reconciled: no server is asked for them. */
const resources: Record<string, GroupVersionResource> = {
  Role: builtin.roles,
  ClusterRole: builtin.clusterRoles,
  RoleBinding: builtin.roleBindings,
  ClusterRoleBinding: builtin.clusterRoleBindings,
}

/** Brings roles and bindings to what files say, adding to what is there, and says what was missing. */
export async function reconcile(invocation: ReconcileInvocation): Promise<void> {
  const {flags, args} = invocation
  if (flags.filename.length === 0 && !flags.kustomize) throw new Error('must specify one of -f and -k')
  if (args.length > 0) throw new Error('no arguments are allowed')
  const dryRun = clientSideDryRun(invocation)
  if (dryRun === 'server') throw new Error('--dry-run=server for command reconcile is not supported yet')
  // kubectl reads the files without a server: an object is in the namespace that it names, in no other.
  const files = {
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    asWritten: true,
    typed: true,
    local: true,
  }
  const found = await findTargets(invocation, files)
  const printer = await printerFor(invocation, {operation: `reconciled${dryRunSuffix(dryRun)}`, keepOrder: true})
  const client = await invocation.client()
  await visitTargets(found, async target => {
    const wanted = target.object!
    const path = pathOf(target)
    if (!path) return
    const live = await client.get(path).catch(error => {
      if (!isNotFound(error)) throw error
      return undefined
    })
    const plan = planOf(live, wanted, flags)
    const done = dryRun === 'client' || plan.protected ? plan.object : await carryOut(client, path, {live, plan})
    invocation.out(printer.print(asGoStruct(done)))
    invocation.err(reconciliationText(plan))
  })
}

function clientSideDryRun(invocation: ReconcileInvocation): DryRun {
  try {
    return dryRunOf(invocation)
  } catch (error) {
    throw new Error(`error accessing --dry-run flag for command reconcile: ${(error as Error).message}`)
  }
}

/** Where the object of a file is; undefined for one that is not of access, which is left alone. */
function pathOf(target: Target): ResourcePath | undefined {
  const {kind, apiVersion} = target.object!
  const resource = resources[kind]
  const {group: own, version} = parseApiVersion(apiVersion)
  if (!resource || own !== group) return undefined
  if (version !== 'v1') throw new Error(`only ${group}/v1 is supported: not ${goType(target.object!)}`)
  const namespaced = !kind.startsWith('Cluster')
  const namespace = namespaced ? target.namespace : ''
  const path = pathOfTarget({...target, namespace, resource: {...target.resource, ...resource}})
  return {...path, ...(namespaced && {namespace})}
}

async function carryOut(
  client: Client,
  path: ResourcePath,
  {live, plan}: {live: KubeObject | undefined; plan: ReconciliationPlan},
): Promise<KubeObject> {
  if (plan.operation === 'update') return client.update(path, plan.object)
  if (plan.operation === 'none') return plan.object
  const {uid} = live?.metadata ?? {}
  if (plan.operation === 'recreate') await client.delete(path, {...(uid && {preconditions: {uid}})})
  if (path.namespace !== undefined) await ensureNamespace(client, path.namespace)
  const {name: _, ...collection} = path
  return client.create(collection, asGoStruct(plan.object))
}

/** Makes the namespace if it is not there; who may not do that can still reconcile in one that is. */
async function ensureNamespace(client: Client, name: string): Promise<void> {
  if (name === '') throw new Error('resource name may not be empty')
  const {namespaces} = builtin
  const known = await client.get({...namespaces, name}).catch(error => {
    if (!isNotFound(error) && !isForbidden(error)) throw error
  })
  if (known) return
  await client.create(namespaces, {apiVersion: 'v1', kind: 'Namespace', metadata: {name}}).catch(error => {
    if (!isAlreadyExists(error) && !isForbidden(error)) throw error
  })
}
