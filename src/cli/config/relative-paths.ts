import {isAbsolute, relative} from 'node:path'
import type {Kubeconfig} from '../../client/kubeconfig/kubeconfig.ts'

const fields = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile']

/** The kubeconfig as its file has it: files beside it, or below, are named from there. */
export const withRelativePaths = (config: Kubeconfig, folder: string): Kubeconfig => ({
  ...config,
  clusters: config.clusters.map(({name, cluster}) => ({name, cluster: named(cluster, folder)})),
  users: config.users.map(({name, user}) => ({name, user: named(user, folder)})),
})

function named<Entry extends object>(entry: Entry, folder: string): Entry {
  const pairs = Object.entries(entry).map(([field, value]): [string, unknown] => {
    if (!fields.includes(field) || typeof value !== 'string' || !isAbsolute(value)) return [field, value]
    const path = relative(folder, value)
    return [field, path.startsWith('..') ? value : path || '.']
  })
  return Object.fromEntries(pairs) as Entry
}
