import {readdirSync} from 'node:fs'
import {dirname} from 'node:path'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'

/** The names of all clusters in the same home, sorted. */
export function listClusters({folder}: ClusterHome): string[] {
  try {
    return readdirSync(dirname(folder), {withFileTypes: true})
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name)
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
