import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import type {ConditionState} from '../../resources/apiextensions/crd/conditions.ts'

type Names = CustomResourceDefinition['spec']['names']

/** Which of the names that a definition asks for it gets, beside the other definitions of its group. */
export function acceptNames(
  definition: CustomResourceDefinition,
  all: readonly CustomResourceDefinition[],
): {names: Names; condition: ConditionState} {
  const {spec, status} = definition
  const accepted: Partial<Names> = status?.acceptedNames ?? {}
  const {resources, kinds} = takenNames(definition, all)
  const names: Partial<Names> = {...accepted}
  let conflict: {reason: string; message: string} | undefined
  const single = (part: 'plural' | 'singular' | 'kind' | 'listKind', taken: Set<string>, reason: string): void => {
    const wanted = spec.names[part] ?? ''
    const message = conflictOver(wanted, accepted[part] ?? '', taken)
    if (message) conflict = {reason, message}
    else names[part] = wanted
  }
  single('plural', resources, 'PluralConflict')
  single('singular', resources, 'SingularConflict')
  if (!deepEqual(spec.names.shortNames ?? [], accepted.shortNames ?? [])) {
    const messages = (spec.names.shortNames ?? [])
      .filter(name => !accepted.shortNames?.includes(name))
      .flatMap(name => conflictOver(name, '', resources) ?? [])
    if (messages.length > 0) conflict = {reason: 'ShortNamesConflict', message: aggregate(messages)}
    else names.shortNames = spec.names.shortNames
  }
  single('kind', kinds, 'KindConflict')
  single('listKind', kinds, 'ListKindConflict')
  names.categories = spec.names.categories
  for (const part of ['shortNames', 'categories'] as const) if (!names[part]?.length) delete names[part]
  return {
    names: names as Names,
    condition: {
      type: 'NamesAccepted',
      status: conflict ? 'False' : 'True',
      ...(conflict ?? {reason: 'NoConflicts', message: 'no conflicts found'}),
    },
  }
}

/** By others. */
function takenNames(
  {spec: {group}, metadata: own}: CustomResourceDefinition,
  all: readonly CustomResourceDefinition[],
) {
  const [resources, kinds] = [new Set<string>(), new Set<string>()]
  for (const {metadata, spec, status} of all) {
    const names = status?.acceptedNames
    if (spec.group !== group || metadata.name === own.name || !names) continue
    for (const name of [names.plural, names.singular ?? '', ...(names.shortNames ?? [])]) resources.add(name)
    for (const name of [names.kind, names.listKind ?? '']) kinds.add(name)
  }
  return {resources, kinds}
}

const conflictOver = (wanted: string, mine: string, taken: Set<string>): string | undefined =>
  wanted !== mine && taken.has(wanted) ? `"${wanted}" is already in use` : undefined

const aggregate = (messages: string[]): string =>
  messages.length === 1 ? messages[0]! : `[${[...new Set(messages)].join(', ')}]`
