import type {Node} from '../../api/kinds.ts'
import {groupResourceName, type KubeObject} from '../../api/object.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'
import type {DescribeContext, Describer} from './describer.ts'
import {Description} from './description.ts'
import {describers} from './index.ts'
import {type Event, findEvents, subjectOf, writeEvents} from './parts/events.ts'

const mirror = 'kubernetes.io/config.mirror'

/** The whole description of one object, with its events if they are wanted. */
export async function describeObject(target: Target, context: DescribeContext): Promise<string> {
  const {resource} = target
  const name = groupResourceName({group: resource.group, resource: resource.kind})
  const load = Object.hasOwn(describers, name) ? describers[name] : undefined
  const describer = load ? await load() : (await import('./generic.ts')).generic
  const object = await objectToDescribe(target, describer, context)
  const events = context.showEvents ? await eventsFor(object, describer, context) : undefined
  const out = new Description()
  await describer.describe(object as never, out, context)
  if (events) writeEvents(out, events, context.now)
  return out.toString()
}

/** The object as it is read for its description, which for some kinds is in another version. */
async function objectToDescribe(target: Target, {version}: Describer, {client}: DescribeContext): Promise<KubeObject> {
  const {resource, object} = target
  if (!object || (version && version !== resource.version))
    return client.get({...pathOfTarget(target), ...(version && {version})})
  return object.kind ? object : {...object, kind: resource.kind}
}

async function eventsFor(
  object: KubeObject,
  {events}: Describer,
  context: DescribeContext,
): Promise<Event[] | undefined> {
  const subject = subjectOf(object)
  if (events === 'own') return findEvents(context, subject)
  if (events === 'any-kind') {
    const uid = object.metadata.annotations?.[mirror] ?? subject.uid
    return findEvents(context, {...subject, kind: undefined, uid})
  }
  return events === 'node' ? nodeEvents(object as Node, context) : undefined
}

/** Controllers name a node by its UID, kubelets by its name. */
async function nodeEvents(node: Node, context: DescribeContext): Promise<Event[] | undefined> {
  const subject = subjectOf(node as KubeObject)
  const byUid = await findEvents(context, subject)
  const byName = await findEvents(context, {...subject, uid: subject.name})
  return byUid && [...byUid, ...(byName ?? [])]
}
