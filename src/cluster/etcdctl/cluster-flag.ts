import type {Flag} from './command.ts'

/** There is one member, so it changes nothing. */
export const clusterFlag: Flag = {
  name: 'cluster',
  fallback: false,
  usage: 'use all endpoints from the cluster member list',
}
