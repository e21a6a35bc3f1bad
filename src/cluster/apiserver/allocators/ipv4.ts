/** An IPv4 address as a number; undefined for anything else. */
export function ipv4Number(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!match) return undefined
  const parts = match.slice(1).map(Number)
  return parts.some(part => part > 255) ? undefined : parts.reduce((number, part) => number * 256 + part, 0)
}

export const ipv4Text = (number: number): string => [24, 16, 8, 0].map(shift => (number >>> shift) & 255).join('.')

/** The first address of a network and how many it has. */
export function ipv4Network(cidr: string): {first: number; size: number} {
  const [address = '', bits = '32'] = cidr.split('/')
  const size = 2 ** (32 - Number(bits))
  const number = ipv4Number(address)
  if (number === undefined) throw new RangeError(`${cidr} is no IPv4 network`)
  return {first: number - (number % size), size}
}
