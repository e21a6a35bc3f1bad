export interface ForwardedPort {
  /** 0 for a free one. */
  local: number
  remote: number
}

/** Reads `80`, `8080:80` and `:80`. */
export const parsePorts = (texts: readonly string[]): ForwardedPort[] => texts.map(parsePort)

function parsePort(text: string): ForwardedPort {
  const parts = text.split(':')
  if (parts.length > 2) throw new Error(`invalid port format '${text}'`)
  const [first = '', second = first] = parts
  const local = portNumber(parts.length === 2 && first === '' ? '0' : first, 'local')
  const remote = portNumber(second, 'remote')
  if (remote === 0) throw new Error('remote port must be > 0')
  return {local, remote}
}

function portNumber(text: string, side: 'local' | 'remote'): number {
  const problem = !/^\d+$/.test(text) ? 'invalid syntax' : Number(text) > 65535 ? 'value out of range' : undefined
  if (problem)
    throw new Error(
      `error parsing ${side} port '${text}': strconv.ParseUint: parsing ${JSON.stringify(text)}: ${problem}`,
    )
  return Number(text)
}
