import type {MountedTree} from '../files/find-place.ts'
import {LiveDirectory, LiveFile} from '../files/live-nodes.ts'
import {Tree, type TreeNode} from '../files/tree.ts'
import type {SimulatedContainer} from '../simulated-container.ts'

const podLogs = '/var/log/pods'
const containerLogs = '/var/log/containers'

/** The log files of nodes' containers, where kubelets and who collects logs have them. */
export class NodeLogs {
  private readonly containersOn: (node: string) => readonly SimulatedContainer[]
  private readonly trees = new Map<string, {pods: Tree; containers: Tree}>()

  constructor(containersOn: (node: string) => readonly SimulatedContainer[]) {
    this.containersOn = containersOn
  }

  mountsOn(node: string): MountedTree[] {
    const {pods, containers} = this.treesOf(node)
    return [
      {path: podLogs, tree: pods, root: pods.root, readOnly: true},
      {path: containerLogs, tree: containers, root: containers.root, readOnly: true},
    ]
  }

  /** A container of the node has put something out. */
  wrote(node: string): void {
    this.trees.get(node)?.pods.changed()
  }

  private treesOf(node: string): {pods: Tree; containers: Tree} {
    const known = this.trees.get(node)
    if (known) return known
    const made = {
      pods: new Tree(new LiveDirectory(0, () => this.podFolders(node))),
      containers: new Tree(new LiveDirectory(0, () => this.links(node))),
    }
    this.trees.set(node, made)
    return made
  }

  private *podFolders(node: string): Iterable<[string, TreeNode]> {
    for (const [pod, containers] of groupBy(this.containersOn(node), podFolder))
      yield [pod, new LiveDirectory(containers[0]!.record.createdAt, () => containerFolders(containers))]
  }

  private *links(node: string): Iterable<[string, TreeNode]> {
    for (const container of this.containersOn(node)) {
      const {record, around} = container
      const {name, namespace} = around.sandbox.record.config
      const target = `${podLogs}/${podFolder(container)}/${record.config.name}/${record.config.attempt}.log`
      const link: TreeNode = {type: 'symlink', target, mode: 0o777, mtime: record.createdAt, base: true}
      yield [`${name}_${namespace}_${record.config.name}-${record.id}.log`, link]
    }
  }
}

function* containerFolders(containers: readonly SimulatedContainer[]): Iterable<[string, TreeNode]> {
  for (const [name, attempts] of groupBy(containers, ({record}) => record.config.name))
    yield [name, new LiveDirectory(attempts[0]!.record.createdAt, () => attempts.map(logFile))]
}

const logFile = ({record, output}: SimulatedContainer): [string, TreeNode] => [
  `${record.config.attempt}.log`,
  new LiveFile(record.startedAt ?? record.createdAt, () => output.criText()),
]

function podFolder({around}: SimulatedContainer): string {
  const {namespace, name, uid} = around.sandbox.record.config
  return `${namespace}_${name}_${uid}`
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
