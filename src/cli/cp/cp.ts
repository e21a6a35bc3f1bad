import {bool, int} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {containerFlag} from '../streams/stream-flags.ts'
import {copyFromPod} from './copy-from-pod.ts'
import {copyToPod} from './copy-to-pod.ts'
import {type FileSpec, parseFileSpec} from './file-spec.ts'

export const cpFlags = {
  ...containerFlag,
  'no-preserve': bool({usage: "Do not keep the files' owners and permissions in the container."}),
  retries: int({usage: 'How often to go on with a copy that broke off; 0 never, negative always.'}),
}

export type CpInvocation = Invocation<typeof cpFlags>

/** Copies files and folders to and from containers, by their own tar. */
export async function cp(invocation: CpInvocation): Promise<void> {
  const {args} = invocation
  if (args.length !== 2) throw new Error('source and destination are required')
  const [source, destination] = args.map(parseFileSpec) as [FileSpec, FileSpec]
  if (source.pod && destination.pod) throw new Error('one of src or dest must be a local file specification')
  if (!source.path || !destination.path) throw new Error('filepath can not be empty')
  if (source.pod) return copyFromPod(invocation, source, destination)
  if (destination.pod) return copyToPod(invocation, source, destination)
  throw new Error('one of src or dest must be a remote file specification')
}
