import {builtin} from '../../api/builtin-resources.ts'
import type {Lease} from '../../api/kinds.ts'
import {objectKey} from '../../api/object.ts'
import {microTimestamp} from '../runtime/clock.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'

const namespace = 'kube-system'
/** Seconds. */
const duration = 15
/** Milliseconds. */
const renewInterval = 10_000

export interface Leadership {
  /** The program's, and the Lease's. */
  program: string
  hostname: string
  /** What the program calls itself in events. */
  source?: string
}

/**
 * Keeps the Lease by which a program of the control plane shows that it is the one at work. The lease is this cluster's for as long as
 * it says so, whichever process runs the program; a lease that somebody else holds is left to him until he lets it go.
 */
export function createLeaderLease(
  context: ComponentContext,
  {program, hostname, source = program}: Leadership,
): Component {
  const {clock, informers, random, events} = context
  const key = `${namespace}/${program}`
  const leases = informers.informer<Lease>(builtin.leases)
  const objects = createObjectClient(context)
  const again: ReconcileResult = {requeueAfter: renewInterval, background: true}

  const hold = async (): Promise<ReconcileResult> => {
    const lease = leases.get(key)
    const {holderIdentity = '', renewTime, leaseTransitions = 0} = lease?.spec ?? {}
    const age = clock.now() - (renewTime ? Date.parse(String(renewTime)) : 0)
    const ours = holderIdentity.startsWith(`${hostname}_`)
    if (age < (ours ? renewInterval : duration * 1000)) return again
    const now = microTimestamp(clock.now())
    if (lease && ours) {
      await objects.update(builtin.leases, {...lease, spec: {...lease.spec, renewTime: now}} as Lease)
      return again
    }
    const holder = `${hostname}_${random.of(`leader ${program}`).uuid()}`
    const spec = {
      holderIdentity: holder,
      leaseDurationSeconds: duration,
      acquireTime: now,
      renewTime: now,
      leaseTransitions: lease ? leaseTransitions + 1 : 0,
    }
    const metadata = lease?.metadata ?? {name: program, namespace}
    const wanted = {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec}
    const held = await (lease ? objects.update(builtin.leases, wanted) : objects.create(builtin.leases, wanted))
    events.record(held, {type: 'Normal', reason: 'LeaderElection', message: `${holder} became leader`, source})
    return again
  }

  return createController(context, {
    name: `${program}-leader-election`,
    watches: [
      watch(
        leases,
        lease => (objectKey(lease) === key ? [key] : []),
        () => false,
      ),
    ],
    initialKeys: [key],
    workers: 1,
    reconcile: hold,
  })
}
