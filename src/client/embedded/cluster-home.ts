import {homedir} from 'node:os'
import {join, resolve} from 'node:path'

/** Which embedded cluster is meant. */
export interface ClusterName {
  /** Where kctl keeps everything; default $KCTL_HOME, else ~/.kctl. */
  home?: string
  /** Default $KCTL_CLUSTER, else `default`. */
  name?: string
}

/** Where the parts of one cluster keep their files. */
export interface ClusterHome {
  home: string
  name: string
  /** The cluster's own folder; everything below belongs to it alone. */
  folder: string
  /** etcd's database. */
  database: string
  /** Certificates and keys. */
  pki: string
  /** What containers leave behind: logs, file systems, exit codes. */
  containers: string
  /** The daemon's private door. */
  socket: string
  /** Who the daemon is: pid, server, version. Present while it runs. */
  daemon: string
  /** What the daemon writes while nobody watches. */
  log: string
}

/** The longest path of a unix socket that every system takes; bytes. */
const longestSocketPath = 103

/** Throws a TypeError for a name that could leave the home. */
export function clusterHome({home, name}: ClusterName = {}, environment: NodeJS.ProcessEnv = process.env): ClusterHome {
  const root = resolve(home ?? environment['KCTL_HOME'] ?? join(homedir(), '.kctl'))
  const cluster = name ?? (environment['KCTL_CLUSTER'] || 'default')
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(cluster)) {
    throw new TypeError(`invalid cluster name ${JSON.stringify(cluster)}: a lowercase RFC 1123 label is needed`)
  }
  const folder = join(root, 'clusters', cluster)
  return {
    home: root,
    name: cluster,
    folder,
    database: join(folder, 'etcd.db'),
    pki: join(folder, 'pki'),
    containers: join(folder, 'containers.db'),
    socket: socketPath(folder),
    daemon: join(folder, 'daemon.json'),
    log: join(folder, 'daemon.log'),
  }
}

/** A pipe on Windows; elsewhere a file in the cluster's folder, or in the temporary folder where that path is too long for a socket. */
function socketPath(folder: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\${folder.replaceAll(/[\\/:]/g, '-')}`
  const near = join(folder, 'kctl.sock')
  return Buffer.byteLength(near) <= longestSocketPath
    ? near
    : join('/tmp', `kctl-${process.getuid?.() ?? 0}-${shortHash(folder)}`, 'kctl.sock')
}

/** FNV-1a; keeps two long paths apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  return hash.toString(36)
}
