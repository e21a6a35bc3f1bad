import {builtin} from '../../../api/builtin-resources.ts'
import type {APIService} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {isNotFound} from '../../../api/status-error.ts'
import {prefixEnd, type Store, type Watcher} from '../../etcd/store.ts'
import {type Timer, timestamp} from '../../runtime/clock.ts'
import type {ApiGroup} from '../discovery/index.ts'
import type {OtherSwagger} from '../openapi/index.ts'
import {ownScope} from '../registry/own-scope.ts'
import {updateObject} from '../registry/update-object.ts'
import type {ServerParts} from '../server-parts.ts'
import {type Availability, availabilityOf} from './availability.ts'
import {withAvailability} from './availability-condition.ts'
import {byPriority, type OfferedServer, offeredGroups} from './offered-groups.ts'
import {type ProxyCredentials, RemoteServer, type RemoteSwagger} from './remote-server.ts'

export interface RemoteServersOptions {
  /** Asked for when it is first needed, for the server needs its paths. */
  server(): ServerParts
  store: Pick<Store, 'range' | 'watch'>
  credentials(): ProxyCredentials
  /** Services (`namespace/name`) whose servers run in this process. */
  local: ReadonlySet<string>
}

const apiServices = '/registry/apiregistration.k8s.io/apiservices/'
/** What decides whether a server can be reached. */
const places = ['/registry/services/specs/', '/registry/endpointslices/']

/** How long until a server is looked after again, in milliseconds: one that was there, and one that was not (at first, and at most). */
const interval = 30_000
const firstRetry = 1000

interface Known extends OfferedServer {
  openApiUrl?: string
  swagger?: RemoteSwagger
}

/** Follows the APIServices that name a Service: whether it is a server of this process, and of others whether they can be reached and what they serve. */
export class RemoteServers {
  private readonly options: RemoteServersOptions
  private readonly known = new Map<string, Known>()
  private watchers: Watcher[] = []
  private watching = false
  private stale = true
  private looking?: Promise<void>
  private retry = firstRetry
  private timer?: Timer
  private offered: ApiGroup[] = []
  /** The APIServices that name a server of this process. */
  private named: ReadonlySet<string> = new Set()

  constructor(options: RemoteServersOptions) {
    this.options = options
  }

  /** The groups that are served elsewhere; the same array while nothing changes. */
  groups(): readonly ApiGroup[] {
    return this.offered
  }

  /** Whether an APIService (`v1beta1.metrics.k8s.io`) is there and names a server of this process. */
  namesLocal(name: string): boolean {
    return this.named.has(name)
  }

  /** Whether each can be reached, by the name of its APIService. */
  availability(): Map<string, boolean> {
    return new Map([...this.known].map(([name, {server}]) => [name, server.available]))
  }

  find(group: string, version: string): RemoteServer | undefined {
    return this.known.get(`${version}.${group}`)?.server
  }

  /** Where each server lists its OpenAPI document: `apis/group/version`. */
  openApiPaths(): Map<string, string> {
    const paths = new Map<string, string>()
    for (const {server, openApiUrl} of this.known.values())
      if (openApiUrl) paths.set(`apis/${server.group}/${server.version}`, openApiUrl)
    return paths
  }

  /** The OpenAPI v2 documents of those that are there, by priority; asked for anew, and had again where they have not changed. */
  async swaggers(): Promise<OtherSwagger[]> {
    const there = [...this.known.values()].filter(({server}) => server.available).sort(byPriority)
    const all = await Promise.all(
      there.map(async known => {
        known.swagger = await known.server.swagger(known.swagger)
        const {group, version} = known.server
        return known.swagger && {prefix: `/apis/${group}/${version}/`, ...known.swagger}
      }),
    )
    return all.filter(swagger => swagger !== undefined)
  }

  /** Resolves when every APIService that is stored now is known. */
  async ready(): Promise<void> {
    while (this.stale || this.looking) {
      this.looking ??= this.options
        .server()
        .activity.during(() => this.look())
        .finally(() => {
          this.looking = undefined
        })
      await this.looking
    }
  }

  stop(): void {
    for (const watcher of this.watchers) watcher.cancel()
    this.timer?.cancel()
  }

  private async look(): Promise<void> {
    while (this.stale) {
      this.stale = false
      const {kvs, revision} = await this.options.store.range({key: apiServices, rangeEnd: prefixEnd(apiServices)})
      this.watch([apiServices], revision + 1)
      const all = (await this.options.server().resourceStore(this.kind()).decoded(kvs)) as APIService[]
      const behind = all.filter(({spec}) => spec?.service !== undefined)
      const remote = behind.filter(service => this.isRemote(service))
      const local = behind.filter(service => !this.isRemote(service))
      this.named = new Set(local.map(({metadata}) => metadata.name ?? ''))
      const names = new Set(remote.map(({metadata}) => metadata.name ?? ''))
      for (const name of [...this.known.keys()]) if (!names.has(name)) this.known.delete(name)
      if (remote.length > 0 && this.watchers.length < 3) this.watch(places, revision + 1)
      await Promise.all([
        ...remote.map(service => this.alone(service, () => this.check(service))),
        ...local.map(service => this.alone(service, () => this.settle(service, alwaysThere))),
      ])
      this.offered = offeredGroups(this.known.values())
    }
    this.lookAgain()
  }

  private kind() {
    const resource = builtin.apiServices
    return this.options.server().resources.get(resource)!
  }

  private isRemote({spec}: APIService): boolean {
    return !this.options.local.has(`${spec?.service?.namespace}/${spec?.service?.name}`)
  }

  /** What goes wrong with one must not keep the others, nor all of discovery, from being known. */
  private async alone(service: APIService, check: () => Promise<unknown>): Promise<void> {
    try {
      await check()
    } catch (error) {
      this.options.server().log.error('looking after an API service failed', {
        apiService: service.metadata.name,
        error: error instanceof Error ? error.message : String(error),
      })
    }
  }

  private async check(apiService: APIService): Promise<void> {
    const name = apiService.metadata.name ?? ''
    const server = new RemoteServer(this.options.server(), apiService, this.options.credentials)
    let {resources = [], openApiUrl} = this.known.get(name) ?? {}
    const {swagger} = this.known.get(name) ?? {}
    const availability = await availabilityOf(this.options.server(), server.service, async () => {
      resources = await server.discover()
      openApiUrl = await server.openApiUrl()
    })
    const checked = await this.settle(apiService, availability)
    const current = new RemoteServer(this.options.server(), checked, this.options.credentials)
    this.known.set(name, {server: current, resources, ...(openApiUrl && {openApiUrl}), ...(swagger && {swagger})})
  }

  /** The APIService with what was found out about it, which is written where it is new. */
  private async settle(apiService: APIService, availability: Availability): Promise<APIService> {
    const checked = withAvailability(apiService, availability, timestamp(this.options.server().clock.now()))
    if (checked !== apiService) await this.save(apiService.metadata.name ?? '', availability)
    return checked
  }

  private async save(name: string, availability: Availability): Promise<void> {
    const server = this.options.server()
    try {
      await updateObject(ownScope(server, this.kind(), {subresource: 'status'}), {
        name,
        draft: current =>
          structuredClone(
            withAvailability(current as APIService, availability, timestamp(server.clock.now())),
          ) as KubeObject,
      })
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }

  private watch(prefixes: string[], startRevision: number): void {
    if (prefixes.includes(apiServices) && this.watching) return
    if (prefixes.includes(apiServices)) this.watching = true
    for (const key of prefixes)
      this.watchers.push(
        this.options.store.watch(
          {key, rangeEnd: prefixEnd(key), startRevision},
          {events: () => this.changed(), cancelled: () => this.changed()},
        ),
      )
  }

  /** Servers that are gone are missed soon, those that are there looked after now and then. */
  private lookAgain(): void {
    this.timer?.cancel()
    this.timer = undefined
    if (this.known.size === 0) return
    const all = [...this.known.values()].every(({server}) => server.available)
    this.retry = all ? firstRetry : Math.min(this.retry * 2, interval)
    this.timer = this.options
      .server()
      .clock.after(all ? interval : this.retry, () => this.changed(), {background: true})
  }

  private changed(): void {
    this.stale = true
    this.ready().catch(error =>
      this.options.server().log.error('aggregated API servers', {error: (error as Error).message}),
    )
  }
}

/** A server of this process answers whenever this one does. */
const alwaysThere: Availability = {status: 'True', reason: 'Passed', message: 'all checks passed'}
