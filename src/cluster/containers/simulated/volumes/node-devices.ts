import type {Device} from '../files/device.ts'
import type {Mounts} from '../files/find-place.ts'
import {mountLine} from '../files/mount-line.ts'

/** What is not on a node's disk but made up by its kernel, as far as its own processes look into it. */
export const nodeDevices = (mounts: Mounts): Map<string, Device> =>
  new Map<string, Device>([
    ['/dev/null', {}],
    ['/dev/zero', {read: () => new Uint8Array(4096)}],
    ['/proc/mounts', {read: () => [...mounts.values()].map(mountLine).join('')}],
  ])
