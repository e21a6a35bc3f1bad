import {authorities, endOf, managed, pemOf, preamble} from './certificates.ts'
import type {Kubeadm} from './kubeadm.ts'
import {shortDuration} from './short-duration.ts'
import {columns} from './table.ts'

/** When the certificates on a control plane's disk, and their authorities', end to be good. */
export async function checkExpiration({files, now}: Kubeadm): Promise<string> {
  const ends = async (path: string): Promise<string[] | undefined> => {
    const pem = await pemOf(path, files)
    return pem === undefined ? undefined : [shown(endOf(pem)), shortDuration(endOf(pem) - now())]
  }
  const rows = await Promise.all(
    managed.map(async ({name, authority, path}) => {
      const found = await ends(path)
      return found ? [name, ...found, authority, 'no      '] : [`!MISSING! ${name}`, '', '', '', '']
    }),
  )
  const parents = await Promise.all(
    Object.entries(authorities).map(async ([name, path]) => {
      const found = await ends(path)
      return found ? [name, ...found, 'no      '] : [`!MISSING! ${name}`, '', '', '']
    }),
  )
  const certificates = columns([
    ['CERTIFICATE', 'EXPIRES', 'RESIDUAL TIME', 'CERTIFICATE AUTHORITY', 'EXTERNALLY MANAGED'],
    ...rows,
  ])
  const above = columns([['CERTIFICATE AUTHORITY', 'EXPIRES', 'RESIDUAL TIME', 'EXTERNALLY MANAGED'], ...parents])
  return `${preamble('check-expiration')}${certificates}\n${above}`
}

/** `Nov 29, 2027 18:07 UTC`. */
function shown(at: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\d+:\d+)/.exec(new Date(at).toUTCString())!
  return `${month} ${day}, ${year} ${time} UTC`
}
