import type {StorageClass} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {inlineLabels} from './parts/metadata.ts'
import {booleanText} from './parts/values.ts'

const defaultMarks = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class']

/** A StorageClass. */
export const storageClass = describer<StorageClass>((object, out) => {
  const {metadata, mountOptions = []} = object
  out.field(0, 'Name', metadata.name)
  const isDefault = defaultMarks.some(mark => metadata.annotations?.[mark] === 'true')
  out.field(0, 'IsDefaultClass', isDefault ? 'Yes' : 'No')
  out.field(0, 'Annotations', inlineLabels(metadata.annotations))
  out.field(0, 'Provisioner', object.provisioner)
  out.field(0, 'Parameters', inlineLabels(object.parameters))
  out.field(0, 'AllowVolumeExpansion', booleanText(object.allowVolumeExpansion))
  out.line(0, mountOptions.length === 0 ? 'MountOptions:\t<none>' : 'MountOptions:')
  for (const option of mountOptions) out.line(1, option)
  if (object.reclaimPolicy) out.field(0, 'ReclaimPolicy', object.reclaimPolicy)
  if (object.volumeBindingMode) out.field(0, 'VolumeBindingMode', object.volumeBindingMode)
  if (object.allowedTopologies) writeTopologies(out, object.allowedTopologies)
})

function writeTopologies(out: Description, terms: NonNullable<StorageClass['allowedTopologies']>): void {
  if (terms.length === 0) return out.field(0, 'AllowedTopologies', '<none>')
  out.line(0, 'AllowedTopologies:\t')
  for (const [index, {matchLabelExpressions = []}] of terms.entries()) {
    out.write(1, `Term ${index}:\t`)
    if (matchLabelExpressions.length === 0) out.line(0, '<none>')
    for (const [position, {key, values = []}] of matchLabelExpressions.entries()) {
      if (position > 0) out.write(1, '\t')
      out.line(0, `${key} in${values.length > 0 ? ` [${values.join(', ')}]` : ''}`)
    }
  }
}
