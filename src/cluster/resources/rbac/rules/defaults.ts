import type {RoleBinding} from '../../../../api/kinds.ts'
import {group} from './validate.ts'

export function setBindingDefaults({roleRef, subjects}: Partial<RoleBinding>): void {
  if (roleRef) roleRef.apiGroup ||= group
  for (const subject of subjects ?? [])
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= group
}
