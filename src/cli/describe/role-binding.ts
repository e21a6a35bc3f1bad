import type {RoleBinding} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'

/** A RoleBinding or ClusterRoleBinding: who holds which role. */
export const roleBinding = describer<RoleBinding>(
  ({metadata, roleRef, subjects = []}, out) => {
    out.field(0, 'Name', metadata.name)
    writeLabels(out, 'Labels', metadata.labels)
    writeAnnotations(out, 'Annotations', metadata.annotations)
    out.line(0, 'Role:')
    out.field(1, 'Kind', roleRef.kind)
    out.field(1, 'Name', roleRef.name)
    out.line(0, 'Subjects:')
    out.line(1, 'Kind\tName\tNamespace')
    out.line(1, '----\t----\t---------')
    for (const {kind, name, namespace = ''} of subjects) out.line(1, `${kind}\t${name}\t${namespace}`)
  },
  {events: false},
)
