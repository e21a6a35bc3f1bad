/** The addresses that a load balancer answers on, sorted and without doubles, separated by commas. */
export function addressesText(ingress: readonly {ip?: string; hostname?: string}[] | undefined): string {
  const addresses = (ingress ?? []).map(({ip, hostname}) => ip || hostname || '').filter(Boolean)
  return [...new Set(addresses)].sort().join(',')
}
