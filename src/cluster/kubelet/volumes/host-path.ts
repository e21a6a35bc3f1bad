import type {Volume} from '../../../api/kinds.ts'
import type {NodeDisk} from '../../containers/node-disk.ts'
import {MountError} from './mount-error.ts'

type HostPath = NonNullable<Volume['hostPath']>

const kinds: Record<string, string> = {
  Directory: 'a directory',
  DirectoryOrCreate: 'a directory',
  File: 'a file',
  FileOrCreate: 'a file',
  Socket: 'a socket file',
  CharDevice: 'a character device',
  BlockDevice: 'a block device',
}

/**
 * Throws a MountError where a node has something else at a path than its volume says, in kubelet's words. Nobody looks, and the disk need not be made, where it is as
 * it was from the start and what is missing is to be made: the runtime makes it.
 */
export async function checkHostPath({path, type}: HostPath, node: string, disk: NodeDisk): Promise<void> {
  const kind = kinds[type ?? '']
  if (kind === undefined || (type!.endsWith('OrCreate') && !disk.isChanged(node))) return
  const found = await disk.typeOf(path, node)
  if (found === undefined && type!.endsWith('OrCreate')) return
  if (found === undefined || kinds[named[found]] !== kind)
    throw new MountError(`hostPath type check failed: ${path} is not ${kind}`)
}

const named = {file: 'File', directory: 'Directory', socket: 'Socket'} as const
