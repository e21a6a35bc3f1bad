import type {VolumeAttributesClass} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {inlineLabels} from './parts/metadata.ts'

/** A VolumeAttributesClass. */
export const volumeAttributesClass = describer<VolumeAttributesClass>(({metadata, driverName, parameters}, out) => {
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Annotations', inlineLabels(metadata.annotations))
  out.field(0, 'DriverName', driverName)
  out.field(0, 'Parameters', inlineLabels(parameters))
})
