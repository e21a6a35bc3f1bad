import {isIP} from 'node:net'

export interface ListenAddress {
  address: string
  /** Whether this one has to work, or one of several is enough. */
  needed: 'all' | 'any'
}

/** The addresses to listen on, in order. */
export function parseAddresses(texts: readonly string[]): ListenAddress[] {
  if (texts.length === 0) throw new Error('you must specify at least 1 address')
  const parsed = new Map<string, ListenAddress>()
  for (const text of texts) {
    if (text === 'localhost') {
      for (const address of ['127.0.0.1', '::1'])
        if (!parsed.has(address)) parsed.set(address, {address, needed: 'any'})
    } else if (isIP(text)) parsed.set(text, {address: text, needed: 'all'})
    else throw new Error(`${text} is not a valid IP`)
  }
  return [...parsed.values()].sort((a, b) => (a.address < b.address ? -1 : 1))
}

/** `127.0.0.1:80` or `[::1]:80`. */
export const hostAndPort = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
