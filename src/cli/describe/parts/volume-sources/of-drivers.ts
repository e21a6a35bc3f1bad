import {formatGoValue} from '../../../../api/go/format-value.ts'
import {flag, secretOf, text, type VolumeSourceText} from './source-rows.ts'

/** Volumes of whatever driver is named. */
export const driverVolumes: Record<string, VolumeSourceText> = {
  flexVolume: {
    type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    rows: (source, persistent) => [
      text('Driver', source['driver']),
      text('FSType', source['fsType']),
      secretOf(source, persistent),
      flag(source['readOnly']),
      ['Options:', formatGoValue(source['options'] ?? {})],
    ],
  },
  csi: {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    rows: ({driver, fsType, volumeHandle, readOnly}, persistent) => [
      text('Driver', driver),
      text('FSType', fsType),
      ...(persistent ? [text('VolumeHandle', volumeHandle)] : []),
      flag(readOnly),
    ],
  },
}
