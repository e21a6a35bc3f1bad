import {compareVersions} from '../discovery/group-order.ts'
import type {ApiGroup, ApiResource} from '../discovery/index.ts'
import type {RemoteServer} from './remote-server.ts'

/** A server elsewhere and what it serves. */
export interface OfferedServer {
  server: RemoteServer
  resources: ApiResource[]
}

/** The groups of servers elsewhere, their versions in the order that their APIServices want. */
export function offeredGroups(servers: Iterable<OfferedServer>): ApiGroup[] {
  const groups = new Map<string, ApiGroup>()
  for (const {server, resources} of [...servers].sort(byVersionPriority)) {
    const {group, version, available, apiService} = server
    const found = groups.get(group) ?? {name: group, priority: 0, versions: []}
    groups.set(group, found)
    found.priority = Math.max(found.priority, apiService.spec?.groupPriorityMinimum ?? 0)
    found.versions.push({version, resources, freshness: available ? 'Current' : 'Stale'})
  }
  return [...groups.values()]
}

const byVersionPriority = (a: OfferedServer, b: OfferedServer): number =>
  (b.server.apiService.spec?.versionPriority ?? 0) - (a.server.apiService.spec?.versionPriority ?? 0) ||
  compareVersions(a.server.version, b.server.version)

/** The order of servers in documents of all: groups by their priority, and by name among equals. */
export const byPriority = (a: OfferedServer, b: OfferedServer): number =>
  (b.server.apiService.spec?.groupPriorityMinimum ?? 0) - (a.server.apiService.spec?.groupPriorityMinimum ?? 0) ||
  (a.server.group < b.server.group ? -1 : a.server.group > b.server.group ? 1 : byVersionPriority(a, b))
