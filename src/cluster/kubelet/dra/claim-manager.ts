import {builtin} from '../../../api/builtin-resources.ts'
import type {Container, Node, Pod, ResourceClaim} from '../../../api/kinds.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {claimNameOf, isReservedFor, knownClaimNames, notForPod} from '../../runtime/resource-claims.ts'
import type {DraDriver, DraDrivers, PreparedDevice} from './dra-driver.ts'

/** A claim that pods of the node use. */
interface ClaimInfo {
  claim: {namespace: string; name: string; uid: string}
  /** By their uids. */
  pods: Set<string>
  drivers: string[]
  /** Absent: not yet prepared. */
  devices?: PreparedDevice[]
}

interface Wanted {
  claim: ResourceClaim
  drivers: [name: string, driver: DraDriver][]
}

/** One kubelet's ResourceClaims: prepared once before the first pod that uses them starts, unprepared after the last one has ended. */
export class ClaimManager {
  private readonly context: ComponentContext
  private readonly drivers: DraDrivers
  private readonly node: () => Node | undefined
  /** By `namespace/name`. */
  private readonly infos = new Map<string, ClaimInfo>()

  constructor(context: ComponentContext, drivers: DraDrivers, node: () => Node | undefined) {
    this.context = context
    this.drivers = drivers
    this.node = node
  }

  /** Throws, in the kubelet's words, why a pod cannot have its claims yet. Nothing is begun before all of them can be. */
  async prepare(pod: Pod): Promise<void> {
    const wanted: Wanted[] = []
    for (const podClaim of pod.spec?.resourceClaims ?? []) {
      const {name, generated} = claimNameOf(pod, podClaim)
      if (name !== undefined) wanted.push(await this.look(pod, name, generated))
    }
    for (const each of wanted) await this.prepareOne(pod, each)
  }

  /** What the runtime adds to a container for the devices that it asks for. */
  environmentOf(pod: Pod, {resources}: Container): {name: string; value: string}[] {
    return (resources?.claims ?? []).flatMap(({name, request}) => {
      const podClaim = pod.spec!.resourceClaims?.find(each => each.name === name)
      const claim = podClaim && claimNameOf(pod, podClaim).name
      const devices = this.infos.get(`${pod.metadata.namespace}/${claim}`)?.devices ?? []
      const own = request === undefined ? devices : devices.filter(({requests}) => requests.includes(request))
      return own.flatMap(({environment}) => environment)
    })
  }

  async unprepare(pod: Pod): Promise<void> {
    for (const name of knownClaimNames(pod)) {
      const key = `${pod.metadata.namespace}/${name}`
      const info = this.infos.get(key)
      if (!info?.pods.delete(pod.metadata.uid!) || info.pods.size > 0) continue
      this.infos.delete(key)
      for (const driver of info.drivers) await this.drivers.find(driver, this.node())?.unprepare(info.claim)
    }
  }

  /** How many claims are in use, by driver. */
  inUse(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const {drivers} of this.infos.values())
      for (const name of [...drivers, anyDriver]) counts.set(name, (counts.get(name) ?? 0) + 1)
    return counts
  }

  private async look(pod: Pod, name: string, generated: boolean): Promise<Wanted> {
    const {namespace, uid} = pod.metadata
    const claim = await this.context.client
      .get<ResourceClaim>({...builtin.resourceClaims, namespace, name})
      .catch(error => {
        throw new Error(`fetch ResourceClaim ${name}: ${error.message}`)
      })
    const stranger = generated && notForPod(pod, claim)
    if (stranger) throw new Error(stranger)
    if (!isReservedFor(claim, pod))
      throw new Error(
        `pod ${pod.metadata.name} (${uid}) is not allowed to use ResourceClaim ${name} (${claim.metadata.uid})`,
      )
    if (!claim.status?.allocation) throw new Error(`ResourceClaim ${name}: not allocated`)
    const names = new Set(claim.status.allocation.devices?.results?.map(({driver}) => driver))
    const drivers = [...names].map((driver): [string, DraDriver] => {
      const found = this.drivers.find(driver, this.node())
      if (!found) throw new Error(`DRA driver ${driver} is not registered`)
      return [driver, found]
    })
    return {claim, drivers}
  }

  private async prepareOne(pod: Pod, {claim, drivers}: Wanted): Promise<void> {
    const {namespace, name, uid} = claim.metadata
    const key = `${namespace}/${name}`
    const known = this.infos.get(key)
    if (known && known.claim.uid !== uid)
      throw new Error(
        `old ResourceClaim with same name ${name} and different UID ${known.claim.uid} still exists (previous pod force-deleted?!)`,
      )
    const info = known ?? {
      claim: {namespace: namespace!, name: name!, uid: uid!},
      pods: new Set(),
      drivers: drivers.map(([driver]) => driver),
    }
    this.infos.set(key, info)
    info.pods.add(pod.metadata.uid!)
    if (info.devices) return
    const devices: PreparedDevice[] = []
    for (const [, driver] of drivers) {
      const prepared = await driver.prepare(claim).catch(error => {
        throw new Error(`NodePrepareResources failed for ResourceClaim ${name}: ${error.message}`)
      })
      devices.push(...prepared)
    }
    info.devices = devices
  }
}

const anyDriver = '<any>'
