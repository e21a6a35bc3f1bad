import {BlockList, isIP} from 'node:net'

type Environment = Record<string, string | undefined>

/** The proxy that leads to a server: the kubeconfig's `proxy-url`, else what the environment says, as Go reads it. */
export function proxyOf(server: string, {proxyUrl, env}: {proxyUrl?: string; env: Environment}): string | undefined {
  if (proxyUrl) return proxyUrl
  const {protocol, hostname, port} = new URL(server)
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const proxy = env[name.toUpperCase()] || env[name]
  if (!proxy || isLocal(hostname)) return undefined
  const exempt = (env['NO_PROXY'] || env['no_proxy'] || '').split(',').map(entry => entry.trim().toLowerCase())
  if (exempt.some(entry => covers(entry, hostname, port || (protocol === 'https:' ? '443' : '80')))) return undefined
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`
}

/** This machine is never asked through a proxy that the environment names. */
const isLocal = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

/** `*`, an address, a range of addresses, a domain with those below it, or with a leading dot those alone; perhaps with a port. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '') return false
  if (entry === '*') return true
  const address = host.replace(/^\[|\]$/g, '')
  if (entry.includes('/')) return isIP(address) !== 0 && inRange(entry, address)
  const [, name = entry, wanted] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
  if (wanted !== undefined && wanted !== port) return false
  if (name === address) return true
  if (isIP(address)) return false
  const domain = name.replace(/^\*?\./, '.')
  return domain.startsWith('.') ? host.endsWith(domain) : host.endsWith(`.${domain}`)
}

function inRange(entry: string, address: string): boolean {
  const [net = '', bits = ''] = entry.split('/')
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4'
  if (!isIP(net) || !/^\d+$/.test(bits) || Number(bits) > (family === 'ipv6' ? 128 : 32)) return false
  const range = new BlockList()
  range.addSubnet(net, Number(bits), family)
  return range.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
