import type {Mount} from '../container.ts'
import {directory, Tree, type TreeNode} from './files/tree.ts'
import {applyTreeText, treeToText} from './files/tree-text.ts'
import type {SimulatedContainer} from './simulated-container.ts'

const name = 'file'

/** A file of a ConfigMap or the like that is mounted by itself stays what it was when the container was started, whatever becomes of its volume. */
export async function pinFiles({record, around}: SimulatedContainer): Promise<void> {
  for (const {subPath, hostPath, containerPath} of record.config.mounts) {
    if (!subPath) continue
    const {tree} = await around.volumes.open(hostPath, around.sandbox.record.config.node)
    const node = around.volumes.isProvided(tree) ? tree.resolve(subPath) : undefined
    if (node?.type !== 'file') continue
    const pinned = new Tree(directory(0))
    pinned.root.children.set(name, {...node, base: undefined})
    record.pinned = {...record.pinned, [containerPath]: treeToText(pinned)}
  }
}

/** The file of a mount as it was pinned; undefined where it was not. */
export function pinnedFile({record}: SimulatedContainer, {containerPath}: Mount): TreeNode | undefined {
  const text = record.pinned?.[containerPath]
  return text === undefined ? undefined : applyTreeText(new Tree(directory(0)), text).at(name)
}
