import type {Description} from '../description.ts'

interface Condition {
  type: string
  status: string
  reason?: string
}

/** Type, status and reason of a controller's conditions. */
export function writeConditions(out: Description, conditions: readonly Condition[] | undefined): void {
  if (!conditions || conditions.length === 0) return
  out.line(0, 'Conditions:\n  Type\tStatus\tReason')
  out.line(1, '----\t------\t------')
  for (const {type, status, reason = ''} of conditions) out.line(1, `${type} \t${status}\t${reason}`)
}
