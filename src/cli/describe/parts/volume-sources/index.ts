import {cloudVolumes} from './of-clouds.ts'
import {driverVolumes} from './of-drivers.ts'
import {networkVolumes} from './of-networks.ts'
import {nodeVolumes} from './of-nodes.ts'
import {objectVolumes} from './of-objects.ts'
import type {VolumeSourceText} from './source-rows.ts'

/** Every kind of volume by the name of its field. */
export const volumeSources: Record<string, VolumeSourceText> = {
  ...nodeVolumes,
  ...objectVolumes,
  ...networkVolumes,
  ...cloudVolumes,
  ...driverVolumes,
}
