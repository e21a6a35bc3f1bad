import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {Toleration} from '../../../api/kinds.ts'

/** Tolerations with one more: in place of one of the same key, effect, operator and value, if there is one. */
export function addToleration(tolerations: readonly Toleration[] = [], added: Toleration): Toleration[] {
  if (tolerations.some(each => deepEqual(each, added))) return [...tolerations]
  const others = tolerations.filter(each => !isSame(each, added))
  return others.length === tolerations.length
    ? [...tolerations, added]
    : tolerations.map(each => (isSame(each, added) ? added : each))
}

/** Whether two tolerations are about the same taint. */
const isSame = (a: Toleration, b: Toleration): boolean =>
  a.key === b.key && a.effect === b.effect && a.operator === b.operator && a.value === b.value

/** Those of both lists, without what another one makes superfluous. */
export function mergeTolerations(first: readonly Toleration[] = [], second: readonly Toleration[] = []): Toleration[] {
  const all = [...first, ...second]
  const merged: Toleration[] = []
  for (const [index, toleration] of all.entries()) {
    if (merged.some(other => isSuperset(other, toleration))) continue
    if (all.slice(index + 1).some(other => !deepEqual(toleration, other) && isSuperset(other, toleration))) continue
    merged.push(toleration)
  }
  return merged
}

/** Whether every toleration is covered by one of a whitelist. */
export const areWhitelisted = (tolerations: readonly Toleration[], whitelist: readonly Toleration[]): boolean =>
  tolerations.every(toleration => whitelist.some(allowed => isSuperset(allowed, toleration)))

/** Whether a toleration tolerates all that another one does. */
function isSuperset(one: Toleration, other: Toleration): boolean {
  if (deepEqual(one, other)) return true
  if (one.key !== other.key && !(isEmpty(one.key) && one.operator === 'Exists')) return false
  if (one.effect !== other.effect && !isEmpty(one.effect)) return false
  if (one.effect === 'NoExecute' && !lastsAsLong(one.tolerationSeconds, other.tolerationSeconds)) return false
  switch (one.operator ?? '') {
    case 'Equal':
    case '':
      return (other.operator ?? 'Equal') === 'Equal' && (one.value ?? '') === (other.value ?? '')
    case 'Exists':
      return true
    default:
      return false
  }
}

const isEmpty = (text: string | undefined): boolean => !text

/** Nothing said is for ever. */
const lastsAsLong = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || (other !== undefined && one >= other)
