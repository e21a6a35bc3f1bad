import {createHash} from 'node:crypto'
import {builtin} from '../../api/builtin-resources.ts'
import type {Lease} from '../../api/kinds.ts'
import {objectKey} from '../../api/object.ts'
import {microTimestamp} from '../runtime/clock.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'

const namespace = 'kube-system'
const label = 'apiserver.kubernetes.io/identity'
/** Seconds. */
const duration = 3600
/** Milliseconds. */
const renewInterval = 10_000
const collectInterval = 3600_000

/** Keeps the Lease by which others see which API servers there are, and removes those of servers that are gone. */
export function createIdentityLease(context: ComponentContext, {hostname}: {hostname: string}): Component {
  const {clock, informers, random} = context
  const name = identityOf(hostname)
  const own = `${namespace}/${name}`
  const collection = 'expired'
  const holderIdentity = `${name}_${random.uuid()}`
  const leases = informers.informer<Lease>(builtin.leases)
  const objects = createObjectClient(context)

  const renew = async (): Promise<ReconcileResult> => {
    const lease = leases.get(own)
    const spec = {holderIdentity, leaseDurationSeconds: duration, renewTime: microTimestamp(clock.now())}
    const labels = {[label]: 'kube-apiserver', 'kubernetes.io/hostname': hostname}
    if (lease) await objects.update(builtin.leases, {...lease, spec: {...lease.spec, ...spec}} as Lease)
    else {
      const metadata = {name, namespace, labels}
      await objects.create(builtin.leases, {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec})
    }
    return {requeueAfter: renewInterval, background: true}
  }

  const collect = async (): Promise<ReconcileResult> => {
    for (const lease of leases.list())
      if (isIdentity(lease) && hasExpired(lease, clock.now())) await objects.delete(builtin.leases, lease)
    return {requeueAfter: collectInterval, background: true}
  }

  return createController(context, {
    name: 'kube-apiserver-identity',
    watches: [
      watch(
        leases,
        lease => (objectKey(lease) === own ? [own] : []),
        () => false,
      ),
    ],
    initialKeys: [own, collection],
    workers: 1,
    reconcile: key => (key === own ? renew() : collect()),
  })
}

/** `apiserver-` and a hash of the machine's name, as kube-apiserver makes it: each part after its length in two bytes. */
export function identityOf(hostname: string): string {
  const parts = [hostname, 'kube-apiserver'].map(text => Buffer.from(text))
  const hashed = Buffer.concat(parts.flatMap(bytes => [Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]))
  return `apiserver-${base32(createHash('sha256').update(hashed).digest().subarray(0, 16))}`
}

const isIdentity = ({metadata}: Lease): boolean =>
  metadata?.namespace === namespace && metadata.labels?.[label] === 'kube-apiserver'

function hasExpired({spec = {}}: Lease, now: number): boolean {
  const {renewTime, leaseDurationSeconds} = spec
  if (!renewTime || !leaseDurationSeconds) return true
  return Date.parse(String(renewTime)) + leaseDurationSeconds * 1000 < now
}

/** RFC 4648, lower case, without padding. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map(five => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}
