import {builtin} from '../../../api/builtin-resources.ts'
import type {AllocatedDevice, Node, ResourceClaim, ResourceSlice} from '../../../api/kinds.ts'
import type {Informer, InformerFactory} from '../../runtime/informer.ts'
import {nodeSelectorMatches} from '../../runtime/node-selector.ts'
import {deviceEnvironment} from './device-environment.ts'
import type {DraDriver, DraDrivers, PreparedDevice} from './dra-driver.ts'

/**
 * There is no hardware, so nobody's plugin could run: whoever publishes a ResourceSlice has its driver registered on the nodes that can reach it, and
 * the devices are what the slice says of them (docs/decisions/0071).
 */
export function simulatedDrivers(informers: InformerFactory): DraDrivers {
  const slices = informers.informer<ResourceSlice>(builtin.resourceSlices)
  return {
    find(name, node) {
      for (const slice of slices.list())
        if (slice.spec?.driver === name && node && reaches(slice, node)) return simulatedDriver(name, slices)
      return undefined
    },
  }
}

function reaches({spec}: ResourceSlice, node: Node): boolean {
  const {nodeName, allNodes, nodeSelector, perDeviceNodeSelection} = spec!
  if (nodeName) return nodeName === node.metadata.name
  return (
    Boolean(allNodes || perDeviceNodeSelection) ||
    (nodeSelector !== undefined && nodeSelectorMatches(nodeSelector, node))
  )
}

function simulatedDriver(name: string, slices: Informer<ResourceSlice>): DraDriver {
  const deviceOf = ({pool, device}: AllocatedDevice) => {
    for (const {spec} of slices.list())
      if (spec?.driver === name && spec.pool.name === pool) {
        const found = spec.devices?.find(each => each.name === device)
        if (found) return found
      }
    throw new Error(`device ${pool}/${device} is not in any ResourceSlice`)
  }

  const prepareOne = (claim: ResourceClaim, result: AllocatedDevice): PreparedDevice => ({
    requests: [requestOf(result)],
    pool: result.pool,
    device: result.device,
    cdiDeviceIds: [`k8s.${name}/${name.split('.')[0]}=${claim.metadata.uid}-${result.device}`],
    environment: deviceEnvironment({claim, result, device: deviceOf(result)}),
  })

  return {
    async prepare(claim) {
      const results = claim.status?.allocation?.devices?.results ?? []
      return results.filter(({driver}) => driver === name).map(result => prepareOne(claim, result))
    },
    // Devices that are words take nothing back.
    async unprepare() {},
  }
}

/** Alternatives are their request's business. */
const requestOf = ({request}: AllocatedDevice): string => request.split('/')[0]!
