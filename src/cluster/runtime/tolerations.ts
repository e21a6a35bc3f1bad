import type {Taint, Toleration} from '../../api/kinds.ts'

/** Whether any of the tolerations covers the taint; by the rules of core/v1 Toleration.ToleratesTaint. */
export const tolerates = (tolerations: Toleration[] | undefined, taint: Taint): boolean =>
  tolerations?.some(toleration => toleratesTaint(toleration, taint)) ?? false

/** The same of one toleration: what it leaves out covers everything. */
export function toleratesTaint({effect, key, operator, value}: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false
  if (key && key !== taint.key) return false
  return operator === 'Exists' || (value ?? '') === (taint.value ?? '')
}
