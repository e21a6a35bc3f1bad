import type {Node, ResourceSlice} from '../../../../../api/kinds.ts'
import {nodeSelectorMatches} from '../../../../runtime/node-selector.ts'

/** The devices of one driver that are managed together, as far as a node can reach them. */
export interface Pool {
  driver: string
  name: string
  slices: ResourceSlice[]
  /** The driver is still publishing the rest. */
  isIncomplete: boolean
  /** Why nothing may be taken from it. */
  invalid?: string
}

/** The pools of a node by driver and name, each of its newest generation. */
export function gatherPools(slices: Iterable<ResourceSlice>, node: Node): Pool[] {
  const newest = new Map<string, ResourceSlice[]>()
  for (const slice of slices) {
    if (!reaches(slice, node)) continue
    const {driver, pool} = slice.spec!
    const key = `${driver}/${pool.name}`
    const known = newest.get(key)
    const generation = known?.[0]?.spec?.pool.generation ?? -1
    if (!known || generation < pool.generation) newest.set(key, [slice])
    else if (generation === pool.generation) known.push(slice)
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => poolOf(own))
}

/** Slices whose devices each choose their nodes belong to a feature that is off by default. */
function reaches({spec}: ResourceSlice, node: Node): boolean {
  const {nodeName, allNodes, nodeSelector, perDeviceNodeSelection} = spec!
  if (perDeviceNodeSelection !== undefined) return false
  if (nodeName) return nodeName === node.metadata.name
  return allNodes === true || (nodeSelector !== undefined && nodeSelectorMatches(nodeSelector, node))
}

function poolOf(slices: ResourceSlice[]): Pool {
  const {driver, pool} = slices[0]!.spec!
  const twice = firstTwice(slices.flatMap(({spec}) => (spec!.devices ?? []).map(({name}) => name)))
  return {
    driver,
    name: pool.name,
    slices: slices.sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1)),
    isIncomplete: slices.length !== pool.resourceSliceCount,
    ...(twice !== undefined && {invalid: `duplicate device name ${twice}`}),
  }
}

function firstTwice(names: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return names.find(name => seen.size === seen.add(name).size)
}
