/** The addresses of a node's pod range; the first one is the bridge's. */
export class AddressPool {
  private readonly used = new Set<number>()
  private readonly base: number
  private readonly size: number
  private next = 2

  constructor(cidr: string) {
    const [ip = '10.244.0.0', bits = '24'] = cidr.split('/')
    this.base = ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    this.size = 2 ** (32 - Number(bits))
  }

  /** The wanted address if it is free, else the next one that is. */
  take(wanted?: string): string {
    const asked = wanted ? this.offsetOf(wanted) : undefined
    if (asked !== undefined && !this.used.has(asked)) return this.use(asked)
    for (let tries = 0; tries < this.size; tries += 1) {
      const offset = this.next
      this.next = this.next + 1 >= this.size - 1 ? 2 : this.next + 1
      if (!this.used.has(offset)) return this.use(offset)
    }
    throw new Error('no addresses are left in the pod range')
  }

  /** Notes an address that is in use already. */
  keep(address: string | undefined): void {
    const offset = address === undefined ? undefined : this.offsetOf(address)
    if (offset !== undefined) this.use(offset)
  }

  give(address: string | undefined): void {
    const offset = address === undefined ? undefined : this.offsetOf(address)
    if (offset !== undefined) this.used.delete(offset)
  }

  private use(offset: number): string {
    this.used.add(offset)
    const value = this.base + offset
    return [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.')
  }

  private offsetOf(address: string): number | undefined {
    const offset = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) - this.base
    return offset > 0 && offset < this.size ? offset : undefined
  }
}
