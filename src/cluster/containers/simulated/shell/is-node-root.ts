import type {ShellHost} from './shell-host.ts'

/** Whether this is root with its node's disk for a root: then the sockets and the keys of the node's services are its own, in a privileged container or not. */
export const isNodeRoot = ({uid, nodeDiskAt}: ShellHost): boolean => uid === 0 && nodeDiskAt.includes('')
