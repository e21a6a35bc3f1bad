import {compareKeys} from '../../api/json/index.ts'
import type {ResourceQuota} from '../../api/kinds.ts'
import {formatQuantity, parseQuantity, quantityOf, quantityValue} from '../../api/quantity.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'

const scopeTexts: Record<string, string> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
}

/** A ResourceQuota: what is used of what there may be. */
export const resourceQuota = describer<ResourceQuota>(
  (object, out) => {
    out.field(0, 'Name', object.metadata.name)
    out.field(0, 'Namespace', object.metadata.namespace)
    writeScopes(out, object, 0, ' * ')
    out.line(0, 'Resource\tUsed\tHard')
    out.line(0, '--------\t----\t----')
    const {hard = {}, used = {}} = object.status ?? {}
    for (const name of Object.keys(hard).sort(compareKeys)) {
      const limit = hard[name] ?? '0'
      out.line(0, `${name}\t${inFormatOf(limit, used[name] ?? '0')}\t${limit}`)
    }
  },
  {events: false},
)

/** The quotas of a namespace, one after the other. */
export function writeNamespaceQuotas(out: Description, quotas: readonly ResourceQuota[]): void {
  if (quotas.length === 0) return out.line(0, 'No resource quota.')
  out.line(0, 'Resource Quotas')
  for (const quota of quotas.toSorted((a, b) => compareKeys(a.metadata.name ?? '', b.metadata.name ?? ''))) {
    out.field(1, 'Name', quota.metadata.name)
    writeScopes(out, quota, 1, '* ')
    out.line(1, 'Resource\tUsed\tHard')
    out.line(1, '--------\t---\t---')
    const {hard = {}, used = {}} = quota.status ?? {}
    for (const name of Object.keys(hard).sort(compareKeys)) out.line(1, `${name}\t${used[name] ?? '0'}\t${hard[name]}`)
  }
}

function writeScopes(out: Description, {spec}: ResourceQuota, level: number, bullet: string): void {
  const scopes = [...(spec?.scopes ?? [])].sort(compareKeys)
  if (scopes.length === 0) return
  out.field(level, 'Scopes', scopes.join(', '))
  for (const scope of scopes) if (scopeTexts[scope]) out.line(level, `${bullet}${scopeTexts[scope]}`)
}

/** The used amount in the suffixes of the limit. */
function inFormatOf(limit: string, used: string): string {
  const {format} = parseQuantity(limit)
  return parseQuantity(used).format === format ? used : formatQuantity(quantityOf(quantityValue(used), format))
}
