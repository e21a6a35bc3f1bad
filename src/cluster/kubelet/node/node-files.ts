import type {VolumeFiles} from '../../containers/container-runtime.ts'
import {nodeHosts} from '../../containers/node-hosts.ts'

/** The folder of a node whose files are its own. */
export const nodeFolder = '/etc'

/** What is in it: what pods that mount it want to see. */
export const nodeFiles = (name: string, address: string): VolumeFiles => ({
  hosts: {content: nodeHosts(name, address)},
  hostname: {content: `${name}\n`},
  'resolv.conf': {content: 'nameserver 127.0.0.11\noptions ndots:0\n'},
  'os-release': {
    content: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
  },
  'machine-id': {content: `${Buffer.from(name.padEnd(16, '-').slice(0, 16)).toString('hex')}\n`},
})

/** Whether a path of a node is one of these files. */
export const isNodeFile = (path: string): boolean =>
  path.startsWith(`${nodeFolder}/`) && Object.hasOwn(nodeFiles('', ''), path.slice(nodeFolder.length + 1))
