/** How messages are laid out under one subprotocol of Kubernetes' WebSocket streams. */
export interface Subprotocol {
  name: string
  base64: boolean
  /** Whether the client can close a channel (v5). */
  closes: boolean
  /** Whether the end is told as a Status (v4 and later), success included; else only what went wrong is, in words. */
  statuses: boolean
}

/** In the order of the server's preference. */
const known: Subprotocol[] = [
  {name: 'v5.channel.k8s.io', base64: false, closes: true, statuses: true},
  {name: 'v4.channel.k8s.io', base64: false, closes: false, statuses: true},
  {name: 'v4.base64.channel.k8s.io', base64: true, closes: false, statuses: true},
  {name: 'channel.k8s.io', base64: false, closes: false, statuses: false},
  {name: 'base64.channel.k8s.io', base64: true, closes: false, statuses: false},
]

/** A whole SPDY connection inside of binary messages; for port-forward. */
export const tunnelName = 'SPDY/3.1+portforward.k8s.io'

const unnamed: Subprotocol = {name: '', base64: false, closes: false, statuses: false}

/** The client's first offer that the server knows; a client that offers nothing speaks plain channels. */
export function chooseSubprotocol(offered: readonly string[]): Subprotocol | undefined {
  const meant = offered.filter(name => !name.startsWith('base64url.bearer.authorization.k8s.io.'))
  if (meant.length === 0) return unnamed
  return meant.map(name => known.find(protocol => protocol.name === name)).find(found => found !== undefined)
}

/** A channel's data as one message. */
export const encodeMessage = ({base64}: Subprotocol, channel: number, data: Uint8Array): Buffer | string =>
  base64 ? `${channel}${Buffer.from(data).toString('base64')}` : Buffer.concat([Buffer.of(channel), data])

/** The inverse; undefined for what is no message. `close` is the channel that a v5 client closes. */
export function decodeMessage(
  protocol: Subprotocol,
  message: Buffer,
): {channel: number; data: Uint8Array} | {close: number} | undefined {
  if (message.length === 0) return undefined
  if (protocol.base64) {
    const channel = message[0]! - 0x30
    if (channel < 0 || channel > 9) return undefined
    return {channel, data: Buffer.from(message.subarray(1).toString('latin1'), 'base64')}
  }
  const channel = message[0]!
  if (protocol.closes && channel === 255) return message.length === 2 ? {close: message[1]!} : undefined
  return {channel, data: message.subarray(1)}
}
