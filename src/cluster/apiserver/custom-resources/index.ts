/**
 * Custom resources: follows the stored CustomResourceDefinitions and has the registry of kinds serve what they define. It knows how a definition
 * becomes a ResourceDefinition, when a definition is accepted, and what goes with it; requests for instances are served by the usual handlers.
 * Nothing is read before a request concerns kinds that are not built in, and what reads definitions is loaded with the first one.
 */
import {prefixEnd, type Store, type Watcher} from '../../etcd/store.ts'
import type {PathHandler} from '../create-api-server.ts'
import type {RequestInfo} from '../request-info.ts'
import type {ServerParts} from '../server-parts.ts'
import type {ServerRequest} from '../server-request.ts'
import type {DefinitionController} from './definition-controller.ts'

const group = 'apiextensions.k8s.io'
const plural = 'customresourcedefinitions'
const prefix = `/registry/${group}/${plural}/`

export interface CustomResourcesOptions {
  /** Asked for when it is first needed, for the server needs its paths. */
  server(): ServerParts
  store: Pick<Store, 'range' | 'watch'>
}

/** Sees to it that what is asked for is served before the request goes on; answers nothing itself. */
export class CustomResources implements PathHandler {
  private readonly options: CustomResourcesOptions
  private builtIn?: ReadonlySet<string>
  private watcher?: Watcher
  private controller?: DefinitionController
  /** Whether definitions may have changed since they were last looked at. */
  private stale = true
  private looking?: Promise<void>

  constructor(options: CustomResourcesOptions) {
    this.options = options
  }

  handle(_request: ServerRequest, info: RequestInfo): Promise<undefined> | undefined {
    if (!this.concerns(info) || !(this.stale || this.looking)) return undefined
    return this.refresh()
      .catch(error => this.failed(error as Error))
      .then(() => undefined)
  }

  stop(): void {
    this.watcher?.cancel()
  }

  /** Resolves when every definition that is stored now is served or refused. */
  refresh(): Promise<void> {
    this.looking ??= this.options
      .server()
      .activity.during(() => this.look())
      .finally(() => {
        this.looking = undefined
      })
    return this.looking
  }

  private concerns({path, resourceRequest, ...info}: RequestInfo): boolean {
    if (!resourceRequest) return path.startsWith('/apis') || path.startsWith('/openapi') || path === '/'
    if (info.group === '') return false
    this.builtIn ??= new Set([...this.options.server().resources.all()].map(definition => definition.group))
    return !this.builtIn.has(info.group) || (info.group === group && info.resource === plural)
  }

  private async look(): Promise<void> {
    while (this.stale) {
      this.stale = false
      const {kvs, revision} = await this.options.store.range({key: prefix, rangeEnd: prefixEnd(prefix)})
      this.watcher ??= this.watch(revision + 1)
      if (kvs.length === 0 && !this.controller) return
      if (!this.controller) {
        const {DefinitionController} = await import('./definition-controller.ts')
        this.controller = new DefinitionController(this.options.server(), () => this.changed())
      }
      await this.controller.sync(kvs)
    }
  }

  private watch(revision: number): Watcher {
    return this.options.store.watch(
      {key: prefix, rangeEnd: prefixEnd(prefix), startRevision: revision},
      {
        events: () => this.changed(),
        cancelled: () => {
          this.watcher = undefined
          this.stale = true
        },
      },
    )
  }

  private changed(): void {
    this.stale = true
    this.refresh().catch(error => this.failed(error as Error))
  }

  private failed({message}: Error): void {
    this.options.server().log.error('custom resource definitions', {error: message})
  }
}
