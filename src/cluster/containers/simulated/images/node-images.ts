import type {Clock} from '../../../runtime/clock.ts'
import type {ImageService, ImageStatus} from '../../image-service.ts'
import {RuntimeError} from '../../runtime-error.ts'
import type {StateKeeper} from '../state-keeper.ts'
import {pullMillis, type ResolvedImage, resolveImage} from './resolve-image.ts'

const prefix = 'image/'

/**
 * The images of every node. Well-known ones need no pulling, as on a node that was set up for teaching, but are listed only where they have been used.
 */
export class NodeImages implements ImageService {
  private readonly clock: Clock
  private readonly keeper: StateKeeper
  /** Canonical names, by node. */
  private readonly present = new Map<string, Set<string>>()

  constructor(clock: Clock, keeper: StateKeeper) {
    this.clock = clock
    this.keeper = keeper
  }

  /** Takes up what an earlier process left; other keys are not its own. */
  restore(key: string): void {
    if (!key.startsWith(prefix)) return
    const [node = '', ...name] = key.slice(prefix.length).split(' ')
    if (name.length > 0) this.on(node).add(name.join(' '))
  }

  /** Resolves when the registry has handed it out. */
  async pull(image: string, node: string): Promise<ImageStatus> {
    const found = resolveImage(image)
    await this.clock.sleep(pullMillis(found))
    this.use(found, node)
    return found.status
  }

  /** From now on the node lists it. */
  use({reference: {canonical}}: ResolvedImage, node: string): void {
    const images = this.on(node)
    if (images.has(canonical)) return
    images.add(canonical)
    this.keeper.keep(`${prefix}${node} ${canonical}`, () => '')
  }

  /** Undefined if the node does not have it; throws where the name is none. */
  async status(image: string, node: string): Promise<ImageStatus | undefined> {
    try {
      const found = resolveImage(image)
      return found.known || this.on(node).has(found.reference.canonical) ? found.status : undefined
    } catch (error) {
      if (error instanceof RuntimeError && error.code === 'InvalidArgument') throw error
      return undefined
    }
  }

  async list(node: string): Promise<ImageStatus[]> {
    return [...this.on(node)].map(name => resolveImage(name).status)
  }

  private on(node: string): Set<string> {
    let images = this.present.get(node)
    if (!images) {
      images = new Set()
      this.present.set(node, images)
    }
    return images
  }
}
