import type {KubeObject} from '../../../api/object.ts'

/** What events.k8s.io calls a field of the core group's Event, as which both are stored. */
const coreNames: Record<string, string> = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
}
const names = Object.fromEntries(Object.entries(coreNames).map(([name, core]) => [core, name]))

export const toCoreEvent = (event: KubeObject): KubeObject => renamed(event, coreNames, 'v1')
export const fromCoreEvent = (event: KubeObject): KubeObject =>
  renamed(withoutEmptyReporter(event), names, 'events.k8s.io/v1')

/** Who reports is always said in the core group, in events.k8s.io only when it is known. */
const withoutEmptyReporter = (event: KubeObject): KubeObject =>
  Object.fromEntries(
    Object.entries(event).filter(([name, value]) => value !== '' || !reporterFields.has(name)),
  ) as KubeObject

const reporterFields = new Set(['reportingComponent', 'reportingInstance'])

const renamed = (event: KubeObject, table: Record<string, string>, apiVersion: string): KubeObject => ({
  ...(Object.fromEntries(Object.entries(event).map(([name, value]) => [table[name] ?? name, value])) as KubeObject),
  apiVersion,
})
