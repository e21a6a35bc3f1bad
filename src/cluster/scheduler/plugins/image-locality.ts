import type {Pod} from '../../../api/kinds.ts'
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
    const there = images.flatMap(image => cache.imageSizes.get(image) ?? [])
    if (there.length === 0) return skip
    state.write(stateKey, {there, largest: largestPerContainer * images.length})
    return undefined
  },
  score(state, _pod, nodes, scores) {
    const {there, largest} = state.read<ImageState>(stateKey)!
    for (let index = 0; index < nodes.length; index += 1) {
      let sum = 0
      for (const sizes of there) sum += Math.floor(((sizes.get(nodes[index]!) ?? 0) * sizes.size) / cache.nodes.length)
      const within = Math.min(Math.max(sum, smallest), largest)
      scores[index] = Math.floor((maximumNodeScore * (within - smallest)) / (largest - smallest))
    }
  },
})

interface ImageState {
  /** Of the pod's images that any node has: how large they are where. */
  there: ReadonlyMap<NodeInfo, number>[]
  /** The size above which more makes no difference; bytes. */
  largest: number
}

const imagesOf = (pod: Pod): string[] =>
  [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].map(({image}) => normalized(image ?? ''))

/** With the tag that the runtime would assume. */
const normalized = (image: string): string =>
  image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image
