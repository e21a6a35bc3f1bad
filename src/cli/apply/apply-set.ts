import {stringifyJson} from '../../api/json/index.ts'
import {apiVersionOf, type KubeObject} from '../../api/object.ts'
import {isConflict} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import type {Connection} from '../../client/connection.ts'
import type {ServedResource} from '../../client/discovery.ts'
import {propagationOf} from '../flags/cascade.ts'
import {dryRunSuffix} from '../flags/dry-run.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import {patchTarget} from '../targets/write-target.ts'
import type {ApplySession} from './apply.ts'
import {type ApplySetParent, readParent, setAnnotations, setLabels, tooling} from './apply-set-parent.ts'

/** What a set holds: the kinds, by `Kind.group`, and the namespaces that its members are in. */
interface Extent {
  kinds: Map<string, ServedResource>
  namespaces: Set<string>
}

/** One apply of an ApplySet: its parent knows of every kind and namespace before an object of it is written. */
export class ApplySet {
  private readonly session: ApplySession
  private readonly parent: ApplySetParent
  private before: Extent = {kinds: new Map(), namespaces: new Set()}
  private after: Extent = {kinds: new Map(), namespaces: new Set()}

  constructor(session: ApplySession, parent: ApplySetParent) {
    this.session = session
    this.parent = parent
  }

  /** The target with the label of the set's members. */
  member(target: Target): Target {
    const object = target.object!
    const labels = object.metadata?.labels ?? {}
    if (setLabels.member in labels)
      throw new Error(`ApplySet label ${JSON.stringify(setLabels.member)} already set in input data`)
    const metadata = {...object.metadata, labels: {...labels, [setLabels.member]: this.parent.id}}
    return {...target, object: {...object, metadata}}
  }

  /** Lets the parent name what the set has held and what it is to hold. */
  async announce(targets: readonly Target[]): Promise<void> {
    const connection = await this.session.invocation.connect()
    const object = await readParent(this.parent, connection.client)
    if (object) this.before = await extentOf(object, this.parent, connection)
    for (const {resource, namespace} of targets) {
      this.after.kinds.set(kindOf(resource), resource)
      if (resource.namespaced && namespace) this.after.namespaces.add(namespace)
    }
    await this.update(connection.client, {
      kinds: new Map([...this.before.kinds, ...this.after.kinds]),
      namespaces: new Set([...this.before.namespaces, ...this.after.namespaces]),
    })
  }

  /** Deletes the members that were not applied, and lets the parent name only what is left. */
  async prune(): Promise<void> {
    const {invocation, applied} = this.session
    const client = await invocation.client()
    const visited = new Set(applied.map(({metadata}) => metadata.uid))
    const labelSelector = `${setLabels.member}=${this.parent.id}`
    for (const resource of this.before.kinds.values())
      for (const namespace of resource.namespaced ? this.before.namespaces : [''])
        for (const item of (await client.list({...resource, ...(namespace && {namespace})}, {labelSelector})).items)
          if (!visited.has(item.metadata.uid)) await this.pruneOne(client, resource, item)
    await this.update(client, this.after)
  }

  private async pruneOne(client: Client, resource: ServedResource, item: KubeObject): Promise<void> {
    const {invocation, dryRun} = this.session
    const {name = '', namespace} = item.metadata
    const grace = invocation.flags['grace-period']
    if (dryRun !== 'client')
      await client.delete(
        {...resource, ...(namespace && {namespace}), name},
        {
          propagationPolicy: propagationOf(invocation),
          ...(grace >= 0 && {gracePeriodSeconds: grace}),
          ...(dryRun === 'server' && {dryRun: 'All' as const}),
        },
      )
    const printer = await printerFor(invocation, {operation: `pruned${dryRunSuffix(dryRun)}`})
    invocation.out(printer.print({...item, apiVersion: apiVersionOf(resource), kind: resource.kind}))
  }

  private async update(client: Client, {kinds, namespaces}: Extent): Promise<void> {
    const {dryRun, fieldValidation} = this.session
    if (dryRun === 'client') return
    const {resource, namespace, name, id} = this.parent
    const others = [...namespaces].filter(other => other !== namespace)
    const patch = stringifyJson({
      apiVersion: apiVersionOf(resource),
      kind: resource.kind,
      metadata: {
        name,
        ...(namespace && {namespace}),
        annotations: {
          [setAnnotations.tooling]: `${tooling.name}/${tooling.version}`,
          [setAnnotations.kinds]: [...kinds.keys()].sort().join(','),
          [setAnnotations.namespaces]: others.sort().join(','),
        },
        labels: {[setLabels.id]: id},
      },
    })
    const send = (force: boolean) =>
      patchTarget(client, this.parent, {
        type: 'apply',
        patch,
        fieldManager: `${tooling.name}-applyset`,
        fieldValidation,
        force,
        ...(dryRun === 'server' && {dryRun: 'All' as const}),
      })
    await send(false).catch(error => {
      if (!isConflict(error)) throw error
      return send(true)
    })
  }
}

async function extentOf(object: KubeObject, parent: ApplySetParent, {discovery}: Connection): Promise<Extent> {
  const {annotations = {}} = object.metadata
  const kinds = annotations[setAnnotations.kinds]
  if (kinds === undefined)
    throw new Error(
      `parsing ApplySet annotation on ${JSON.stringify(`${parent.resource.resource}.${parent.resource.group}/${parent.name}`)}: kubectl requires the ${JSON.stringify(setAnnotations.kinds)} annotation to be set on all ApplySet parent objects`,
    )
  const resources = new Map<string, ServedResource>()
  for (const text of kinds.split(',').filter(Boolean)) {
    const [kind = '', ...group] = text.split('.')
    resources.set(text, await discovery.kind({group: group.join('.'), version: '', kind}))
  }
  const namespaces = (annotations[setAnnotations.namespaces] ?? '').split(',').filter(Boolean)
  return {kinds: resources, namespaces: new Set(parent.namespace ? [...namespaces, parent.namespace] : namespaces)}
}

const kindOf = ({group, kind}: ServedResource): string => (group ? `${kind}.${group}` : kind)
