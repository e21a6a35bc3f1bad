import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {ComponentContext} from '../../runtime/component.ts'

/** How many images a kubelet tells of, and how many names of each: its nodeStatusMaxImages, and client code's limit. */
const mostImages = 50
const mostNames = 5

/** Keeps status.images of nodes as their kubelets do: the largest images first, written only when they have changed. */
export class ImageReports {
  private readonly runtime: ContainerRuntime
  /** What was written last, by node. */
  private readonly written = new Map<string, string>()

  constructor(runtime: ContainerRuntime) {
    this.runtime = runtime
  }

  async report({client}: ComponentContext, node: string): Promise<void> {
    const statuses = await this.runtime.images.list(node)
    const images = statuses
      .map(({repoDigests, repoTags, sizeBytes}) => ({
        names: [...repoDigests, ...repoTags].slice(0, mostNames),
        sizeBytes,
      }))
      .sort((a, b) => b.sizeBytes - a.sizeBytes)
      .slice(0, mostImages)
    const text = JSON.stringify(images)
    if (text === (this.written.get(node) ?? '[]')) return
    const path = {group: '', version: 'v1', resource: 'nodes', name: node, subresource: 'status'}
    await client.patch(path, 'merge', {status: {images}})
    this.written.set(node, text)
  }
}
