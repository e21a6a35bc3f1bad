import type {V1PriorityLevelConfiguration} from '@kubernetes/client-node'

/** How many seats a level has by itself, with all lent that it may lend, and with all borrowed that it may borrow. */
export interface SeatLimits {
  nominal: number
  lower: number
  upper: number
}

/** Of a level, when there are `total` seats for all, divided by shares of which there are `sum`. */
export function limitsOf(level: V1PriorityLevelConfiguration, total: number, sum: number): SeatLimits {
  const {type, exempt, limited} = level.spec ?? {}
  const lendable = (type === 'Exempt' ? exempt?.lendablePercent : limited?.lendablePercent) ?? 0
  const borrowing = type === 'Exempt' ? undefined : limited?.borrowingLimitPercent
  const nominal = Math.ceil((total * sharesOf(level)) / Math.max(sum, 1))
  return {
    nominal,
    lower: nominal - Math.round((nominal * lendable) / 100),
    upper: nominal + (borrowing === undefined || borrowing === null ? total : Math.round((nominal * borrowing) / 100)),
  }
}

/** A level's part of the server's seats, as its spec says or kube-apiserver takes it: 30, none for exempt ones. */
export function sharesOf({spec}: V1PriorityLevelConfiguration): number {
  const shares =
    spec?.type === 'Exempt' ? spec.exempt?.nominalConcurrencyShares : spec?.limited?.nominalConcurrencyShares
  return shares ?? (spec?.type === 'Exempt' ? 0 : 30)
}
