import type {Listener} from '../programs/program.ts'
import {httpListener} from './http-text.ts'

interface Site {
  address: string
  page: string
}

const page = (title: string, heading: string): string =>
  `<html><head></head><body><header>\n<title>${title}</title>\n</header>\n\n<h1>${heading}</h1>\n</body></html>\n`

/** What of the world outside the cluster the documentation's examples ask for: by name, over HTTP. Nothing of it leaves this process. */
const sites: Record<string, Site> = {
  'info.cern.ch': {
    address: '188.184.67.127',
    page: page('http://info.cern.ch', 'http://info.cern.ch - home of the first website'),
  },
  'example.com': {address: '93.184.215.14', page: page('Example Domain', 'Example Domain')},
  'www.example.com': {address: '93.184.215.14', page: page('Example Domain', 'Example Domain')},
}

/** The address of a site outside the cluster. */
export const outsideAddress = (name: string): string | undefined => {
  const plain = name.replace(/\.$/, '')
  return Object.hasOwn(sites, plain) ? sites[plain]!.address : undefined
}

/** What answers there. */
export function outsideListener(address: string, port: number): Listener | undefined {
  const site = port === 80 ? Object.values(sites).find(each => each.address === address) : undefined
  return site && httpListener(async () => ({status: 200, headers: {'Content-Type': 'text/html'}, body: site.page}))
}
