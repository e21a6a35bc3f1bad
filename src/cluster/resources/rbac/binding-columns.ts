import type {ClusterRoleBinding, RoleBinding} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text, wide} from '../columns.ts'
import type {Column} from '../define-resource.ts'

type Binding = RoleBinding | ClusterRoleBinding
type Subject = NonNullable<Binding['subjects']>[number]

export const bindingColumns: Column<Binding>[] = [
  nameColumn,
  text('Role', ({roleRef}) => `${roleRef.kind}/${roleRef.name}`),
  ageColumn,
  wide(text('Users', binding => subjects(binding, 'User', ({name}) => name))),
  wide(text('Groups', binding => subjects(binding, 'Group', ({name}) => name))),
  wide(
    text('ServiceAccounts', binding =>
      subjects(binding, 'ServiceAccount', ({namespace, name}) => `${namespace ?? ''}/${name}`),
    ),
  ),
]

const subjects = (binding: Binding, kind: string, textOf: (subject: Subject) => string): string =>
  (binding.subjects ?? [])
    .filter(subject => subject.kind === kind)
    .map(textOf)
    .join(', ')
