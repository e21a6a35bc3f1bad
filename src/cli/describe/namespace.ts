import type {LimitRange, Namespace, ResourceQuota} from '../../api/kinds.ts'
import {isNotFound} from '../../api/status-error.ts'
import {describer} from './describer.ts'
import {writeLimits, writeNamespaceLimits} from './limit-range.ts'
import {listAll} from './parts/lists.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {longTime} from './parts/values.ts'
import {writeNamespaceQuotas} from './resource-quota.ts'

/** A Namespace with its quotas and limits. */
export const namespace = describer<Namespace>(
  async ({metadata, status}, out, {client, chunkSize}) => {
    const {name = ''} = metadata
    const all = <T>(resource: string) =>
      listAll<T>(client, {group: '', version: 'v1', resource, namespace: name}, {chunkSize}).catch(absent)
    const quotas = await all<ResourceQuota>('resourcequotas')
    const limits = await all<LimitRange>('limitranges')
    out.field(0, 'Name', name)
    writeLabels(out, 'Labels', metadata.labels)
    writeAnnotations(out, 'Annotations', metadata.annotations)
    out.field(0, 'Status', status?.phase)
    if (status?.conditions?.length) {
      out.line(0, 'Conditions:')
      out.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage')
      out.line(1, '----\t------\t------------------\t------\t-------')
      for (const {type, status: value, lastTransitionTime, reason = '', message = ''} of status.conditions)
        out.line(1, [type, value, longTime(lastTransitionTime), reason, message].join('\t'))
    }
    if (quotas) {
      out.line(0, '')
      writeNamespaceQuotas(out, quotas)
    }
    if (!limits) return
    out.line(0, '')
    writeNamespaceLimits(out, limits)
    for (const limit of limits) writeLimits(out, limit, ' ')
  },
  {events: false},
)

function absent(error: unknown): undefined {
  if (!isNotFound(error)) throw error
}
