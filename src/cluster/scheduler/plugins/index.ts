import type {ComponentContext} from '../../runtime/component.ts'
import type {ClusterCache} from '../cache/cluster-cache.ts'
import type {EnabledPlugin, Framework} from '../framework/framework.ts'
import type {Plugin} from '../framework/plugin.ts'
import {defaultBinder} from './default-binder.ts'
import {defaultPreemption} from './default-preemption/index.ts'
import {dynamicResources} from './dynamic-resources/index.ts'
import {imageLocality} from './image-locality.ts'
import {interPodAffinity} from './inter-pod-affinity/index.ts'
import {nodeAffinity} from './node-affinity.ts'
import {nodeName} from './node-name.ts'
import {nodePorts} from './node-ports.ts'
import {nodeResourcesBalancedAllocation} from './node-resources-balanced-allocation.ts'
import {nodeResourcesFit} from './node-resources-fit.ts'
import {nodeUnschedulable} from './node-unschedulable.ts'
import {podTopologySpread} from './pod-topology-spread/index.ts'
import {schedulingGates} from './scheduling-gates.ts'
import {taintToleration} from './taint-toleration.ts'
import {nodeVolumeLimits} from './volumes/node-volume-limits.ts'
import {volumeBinding} from './volumes/volume-binding.ts'
import {volumeRestrictions} from './volumes/volume-restrictions.ts'
import {volumeZone} from './volumes/volume-zone.ts'

/** What plugins may know. */
export interface PluginContext extends ComponentContext {
  cache: ClusterCache
  /** The framework that the plugins are part of; for those that ask all the others. */
  framework(): Framework
}

/** kube-scheduler's default profile: the order in which plugins are asked, and how much each score counts. */
const registry: [create: (context: PluginContext) => Plugin, weight: number][] = [
  [schedulingGates, 0],
  [nodeUnschedulable, 0],
  [nodeName, 0],
  [taintToleration, 3],
  [nodeAffinity, 2],
  [nodePorts, 0],
  [nodeResourcesFit, 1],
  [volumeRestrictions, 0],
  [nodeVolumeLimits, 0],
  [volumeBinding, 0],
  [volumeZone, 0],
  [podTopologySpread, 2],
  [interPodAffinity, 2],
  [dynamicResources, 0],
  [defaultPreemption, 0],
  [nodeResourcesBalancedAllocation, 1],
  [imageLocality, 1],
  [defaultBinder, 0],
]

export const defaultPlugins = (context: PluginContext): EnabledPlugin[] =>
  registry.map(([create, weight]) => ({plugin: create(context), weight}))
