import type {Pod} from '../../../api/kinds.ts'
import type {ClusterCache} from '../cache/cluster-cache.ts'
import type {NodeInfo} from '../cache/node-info.ts'
import {maximumNodeScore, type Plugin} from '../framework/plugin.ts'
import {skip} from '../framework/verdict.ts'
import type {PluginContext} from './index.ts'

const stateKey = 'ImageLocality'
const megabyte = 1024 * 1024
/** kube-scheduler's minThreshold and maxContainerThreshold. */
const smallest = 23 * megabyte
const largestPerContainer = 1000 * megabyte

/** Prefers nodes that have the pod's images already; an image counts less the fewer nodes have it, so that pods do not crowd there. */
export const imageLocality = ({cache}: Pick<PluginContext, 'cache'>): Plugin => ({
  name: 'ImageLocality',
  preScore(state, pod) {
    const images = imagesOf(pod)
    if (!images.some(image => cache.imageNodes.has(image))) return skip
    state.write(stateKey, images)
    return undefined
  },
  score(state, _pod, node) {
    const images = state.read<string[]>(stateKey)!
    const sum = images.reduce((total, image) => total + scaledSize(image, node, cache), 0)
    const largest = largestPerContainer * images.length
    return Math.floor(
      (maximumNodeScore * (Math.min(Math.max(sum, smallest), largest) - smallest)) / (largest - smallest),
    )
  },
})

function scaledSize(image: string, node: NodeInfo, cache: ClusterCache): number {
  const size = node.images.get(image)
  if (size === undefined) return 0
  return Math.floor((size * (cache.imageNodes.get(image) ?? 0)) / cache.nodes.length)
}

const imagesOf = (pod: Pod): string[] =>
  [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].map(({image}) => normalized(image ?? ''))

/** With the tag that the runtime would assume. */
const normalized = (image: string): string =>
  image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image
