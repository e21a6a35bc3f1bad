import {X509Certificate} from 'node:crypto'
import {builtin} from '../../../api/builtin-resources.ts'
import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'

const hour = 3600_000
const pendingFor = 24 * hour
const decidedFor = hour

/** Deletes requests an hour after they were issued, denied or failed, a day after they were made in vain, and when their certificate expires. */
export function createCertificateCleaner(context: ComponentContext): Component {
  const requests = context.informers.informer<CertificateSigningRequest>(builtin.certificateSigningRequests)
  const objects = createObjectClient(context)

  const reconcile = async (name: string): Promise<ReconcileResult | undefined> => {
    const request = requests.get(name)
    if (!request) return
    const due = deadline(request) - context.clock.now()
    if (due >= 0) return Number.isFinite(due) ? {requeueAfter: due + 1, background: true} : undefined
    await objects.delete(builtin.certificateSigningRequests, request)
  }

  return createController(context, {
    name: 'certificatesigningrequest-cleaner-controller',
    watches: [watch(requests, ({metadata}) => [metadata.name!])],
    reconcile,
  })
}

/** When a request has served its time, in milliseconds since the epoch; infinite if that depends on what comes. */
function deadline({metadata, status}: CertificateSigningRequest): number {
  const conditions = status?.conditions ?? []
  const created = Date.parse(String(metadata.creationTimestamp))
  const ends = conditions.length === 0 ? [created + pendingFor] : []
  for (const {type, lastUpdateTime} of conditions) {
    const since = Date.parse(String(lastUpdateTime))
    if (type === 'Denied' || type === 'Failed') ends.push(since + decidedFor)
    if (type === 'Approved' && status?.certificate) ends.push(since + decidedFor, expiry(status.certificate))
  }
  return Math.min(...ends.filter(end => !Number.isNaN(end)))
}

function expiry(certificate: string): number {
  try {
    return Date.parse(new X509Certificate(Buffer.from(certificate, 'base64')).validTo)
  } catch {
    return Number.NaN
  }
}
