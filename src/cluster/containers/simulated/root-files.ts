import type {Mount} from '../container.ts'
import {nodeHosts} from '../node-hosts.ts'
import {ContainerMounts, type SharedFolder} from './container-mounts.ts'
import {ContainerFileSystem} from './files/container-file-system.ts'
import type {Device} from './files/device.ts'
import {FileAccess} from './files/file-access.ts'
import {fileView} from './files/file-view.ts'
import {findPlace, type MountedTree, type Mounts} from './files/find-place.ts'
import {directory, type Tree, type TreeNode} from './files/tree.ts'
import {applyTreeText} from './files/tree-text.ts'
import {baseFiles} from './images/base-files.ts'
import {pinnedFile} from './pinned-files.ts'
import {procFiles} from './proc-files.ts'
import type {SimulatedContainer} from './simulated-container.ts'
import {type SubPathFailure, subPathOf} from './volumes/sub-path.ts'

export interface MaterializedFiles {
  files: ContainerFileSystem
  /** The container's own layer over its image. */
  tree: Tree
  /** Counts its files in memory anew. */
  countMemory(): void
}

/** Makes a container's file system: image, own changes, what the kubelet writes into /etc, volumes, devices. */
export async function materialize(
  container: SimulatedContainer,
  stored: string | undefined,
): Promise<MaterializedFiles> {
  const {record, around} = container
  const {config: sandbox} = around.sandbox.record
  const now = around.clock.now()
  const tree = baseFiles(around.image.definition)
  const write = (path: string, content: string, mode?: number) => {
    tree.write(path, content, now, mode)
    tree.at(path)!.base = true
  }
  const mountedAt = new Set(record.config.mounts.map(({containerPath}) => containerPath))
  write('/etc/hostname', `${sandbox.hostname}\n`)
  if (!mountedAt.has('/etc/hosts')) write('/etc/hosts', hostsFile(container))
  write('/etc/resolv.conf', resolvConf(sandbox.dns))
  if (record.config.workingDir) tree.makeDirectory(record.config.workingDir, now)
  if (record.config.terminationMessagePath) write(record.config.terminationMessagePath, '', 0o666)
  if (stored) applyTreeText(tree, stored)
  const root: MountedTree = {path: '', tree, root: tree.root, readOnly: record.config.readOnlyRootFilesystem ?? false}
  const mounts: Mounts = new Map([['', root]])
  const shared: SharedFolder[] = []
  for (const mount of record.config.mounts) {
    for (const volume of await mounted(container, mount)) {
      // What is mounted at a link's place is mounted where it leads.
      volume.path = findPlace(mounts, volume.path, true).path
      mounts.set(volume.path, volume)
      makeMountPoint(tree, volume.path, now)
      if (volume.shared) shared.push({...volume.shared, path: volume.path})
    }
  }
  const inAll = new ContainerMounts(mounts, around.volumes.mountedOn(sandbox.node), shared)
  tree.onChange(() => around.changed(container, 'files'))
  const countMemory = () => container.memory.count(mounts.values())
  return {
    files: new ContainerFileSystem(
      fileView({
        mounts: () => inAll.all,
        devices: devices(container, inAll),
        ...(record.config.privileged && container.uid === 0 && {mounting: inAll}),
        now: () => around.clock.now(),
        owner: {uid: container.uid, gid: container.gid},
        access: new FileAccess({uid: container.uid, groups: container.groups}),
        wrote: () => {
          countMemory()
          around.wrote(container)
        },
      }),
    ),
    tree,
    countMemory,
  }
}

/** What is mounted, and how it shares later mounts with the node. */
type MountedVolume = MountedTree & {shared?: Omit<SharedFolder, 'path'>}

/** A volume and, where it is a folder of the node, what is mounted below it there. */
async function mounted(container: SimulatedContainer, mount: Mount): Promise<MountedVolume[]> {
  const {around} = container
  const {hostPath, containerPath, subPath, readOnly, propagation, tmpfs = false} = mount
  const {below, nodePath, ...folder} = await around.volumes.open(hostPath, around.sandbox.record.config.node, mount)
  const path = containerPath.replace(/\/+$/, '')
  const volume: MountedTree = {
    ...folder,
    path,
    tmpfs: tmpfs || (folder.tmpfs ?? false),
    readOnly: readOnly || folder.readOnly,
    ...(mount.capacity !== undefined && {capacity: mount.capacity}),
  }
  if (!subPath && propagation) {
    const {node} = around.sandbox.record.config
    const isLive = (other: MountedTree): boolean => around.volumes.mountedOn(node).has(`${nodePath}${other.path}`)
    return [
      {...volume, shared: {nodePath, propagation}},
      ...moved(
        below.filter(other => !isLive(other)),
        path,
      ),
    ]
  }
  if (!subPath) return [volume, ...moved(below, path)]
  const part = () => subPathOf({...folder, below, hostPath}, subPath, around.clock.now())
  const root = pinnedFile(container, mount) ?? mountable(part())
  return [{...volume, root, within: `${folder.within ?? ''}/${subPath}`}]
}

const moved = (below: MountedTree[], path: string): MountedTree[] =>
  below.map(other => ({...other, path: `${path}${other.path}`}))

/** What has become unmountable since the kubelet looked is not there for its containers. */
const mountable = (found: TreeNode | SubPathFailure): TreeNode => (typeof found === 'string' ? directory(0) : found)

function devices(container: SimulatedContainer, mounts: ContainerMounts): Map<string, Device> {
  const out: Device = {write: data => container.write('stdout', data)}
  const err: Device = {write: data => container.write('stderr', data)}
  return new Map<string, Device>([
    ['/dev/null', {}],
    ['/dev/zero', {read: () => new Uint8Array(4096)}],
    ['/proc/1/fd/1', out],
    ['/proc/1/fd/2', err],
    ...procFiles(container, mounts),
  ])
}

function hostsFile({record, around}: SimulatedContainer): string {
  const {hostname, domain, ip, hostNetwork, node} = around.sandbox.record.config
  const aliases = record.config.hostAliases ?? []
  const extra =
    aliases.length === 0
      ? ''
      : `\n# Entries added by HostAliases.\n${aliases.map(({ip: address, hostnames}) => `${address}\t${hostnames.join('\t')}\n`).join('')}`
  if (hostNetwork) return `# Kubernetes-managed hosts file (host network).\n${nodeHosts(node, ip)}${extra}`
  return `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nfe00::\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${ip}\t${domain ? `${hostname}.${domain}\t` : ''}${hostname}\n${extra}`
}

function resolvConf({servers, searches, options}: {servers: string[]; searches: string[]; options: string[]}): string {
  const search = searches.length > 0 ? `search ${searches.join(' ')}\n` : ''
  const option = options.length > 0 ? `options ${options.join(' ')}\n` : ''
  return `${search}${servers.map(server => `nameserver ${server}\n`).join('')}${option}`
}

/** The folder that a volume hides: part of what the runtime makes, not of the container's changes. */
function makeMountPoint(tree: Tree, path: string, now: number): void {
  const names = path.split('/').filter(Boolean)
  for (let count = 1; count <= names.length; count += 1) {
    const folder = names.slice(0, count).join('/')
    if (tree.at(folder)) continue
    tree.makeDirectory(folder, now).base = true
  }
}
