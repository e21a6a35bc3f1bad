import {builtin} from '../../../../api/builtin-resources.ts'
import type {Pod} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import type {ObjectSource} from '../object-source.ts'

const {pods} = builtin
const none = new Map<string, Pod>()

/** The pods of every node, kept current from the first question on. */
export class NodePods {
  private readonly source: ObjectSource
  private readonly byNode = new Map<string, Map<string, Pod>>()
  private readonly nodeOf = new Map<string, string>()
  private following?: Promise<() => void>

  constructor(source: ObjectSource) {
    this.source = source
  }

  async of(nodeName: string): Promise<readonly Pod[]> {
    this.following ??= this.source.follow(pods, {
      set: (key, object) => this.set(key, object),
      delete: key => this.delete(key),
      ended: () => this.forget(),
    })
    await this.following
    return [...(this.byNode.get(nodeName) ?? none).values()]
  }

  stop(): void {
    void this.following?.then(end => end())
    this.forget()
  }

  private set(key: string, object: KubeObject): void {
    const pod = object as Pod
    const {nodeName} = pod.spec ?? {}
    if (nodeName === undefined) return
    const there = this.byNode.get(nodeName) ?? new Map<string, Pod>()
    this.byNode.set(nodeName, there.set(key, pod))
    this.nodeOf.set(key, nodeName)
  }

  private delete(key: string): void {
    const nodeName = this.nodeOf.get(key) ?? ''
    this.nodeOf.delete(key)
    const there = this.byNode.get(nodeName)
    there?.delete(key)
    if (there?.size === 0) this.byNode.delete(nodeName)
  }

  private forget(): void {
    this.following = undefined
    this.byNode.clear()
    this.nodeOf.clear()
  }
}
