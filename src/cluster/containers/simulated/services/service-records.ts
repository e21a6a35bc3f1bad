import type {ContainerFileSystem} from '../files/container-file-system.ts'
import type {StateKeeper} from '../state-keeper.ts'
import {journalLength, type ServiceRecord, type ServiceView} from './service-record.ts'
import {readUnit} from './unit-file.ts'
import {unitFilesOn} from './unit-files.ts'
import {usualServices} from './usual-services.ts'

export interface ServiceRecordsOptions {
  keeper: StateKeeper
  /** A node's files as its processes see them. */
  filesOf(node: string): Promise<ContainerFileSystem>
  /** The same as they were when the node was set up. */
  pristineFilesOf(node: string): Promise<ContainerFileSystem>
}

/** What is known of nodes and their services; of what nobody has touched, that it is as the node was set up. */
export class ServiceRecords {
  private readonly options: ServiceRecordsOptions
  private readonly records = new Map<string, ServiceRecord>()
  private readonly listeners = new Map<string, Set<(node: string) => void>>()
  /** Nodes that have been up. */
  private readonly up = new Set<string>()

  constructor(options: ServiceRecordsOptions) {
    this.options = options
  }

  /** Takes up what an earlier process left; other keys are not its own. Answers which service of which node it is about, if it is about one. */
  restore(key: string, text: string): {service: string; node: string; record: ServiceRecord} | undefined {
    if (key === upKey) for (const node of text.split('\n')) this.up.add(node)
    if (!key.startsWith('service/')) return undefined
    const [, service = '', node = ''] = key.split('/')
    const record = JSON.parse(text) as ServiceRecord
    this.records.set(key, record)
    return {service, node, record}
  }

  hasBeenUp(node: string): boolean {
    return this.up.has(node)
  }

  cameUp(nodes: readonly string[]): void {
    if (nodes.every(node => this.up.has(node))) return
    for (const node of nodes) this.up.add(node)
    this.options.keeper.keep(upKey, () => [...this.up].join('\n'))
  }

  get(service: string, node: string): ServiceRecord | undefined {
    return this.records.get(keyOf(service, node))
  }

  set(service: string, node: string, record: ServiceRecord): void {
    const key = keyOf(service, node)
    this.records.set(key, {...record, journal: record.journal.slice(-journalLength)})
    this.options.keeper.keep(key, () => JSON.stringify(this.records.get(key)))
    for (const listener of [...(this.listeners.get(service) ?? [])]) listener(node)
  }

  onChange(service: string, listener: (node: string) => void): () => void {
    const listeners = this.listeners.get(service) ?? new Set()
    this.listeners.set(service, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  /** The services of a node that run from the start, or that somebody has touched. */
  of(node: string): string[] {
    const touched = [...this.records.keys()].filter(key => key.split('/')[2] === node).map(key => key.split('/')[1]!)
    return [...new Set([...Object.keys(usualServices), ...touched])]
  }

  /** Undefined: there is no such service. */
  async view(service: string, node: string): Promise<ServiceView | undefined> {
    const now = await unitFilesOn(await this.options.filesOf(node), service)
    const files = await this.loadedFiles(service, node)
    if (Object.keys(files).length === 0) return undefined
    const unit = readUnit(Object.values(files))
    return {
      record: await this.recordOf(service, node),
      unit,
      files,
      isOutdated: JSON.stringify(now) !== JSON.stringify(files),
    }
  }

  /** What is known of it; what runs from the start has run since the node was set up. */
  async recordOf(service: string, node: string): Promise<ServiceRecord> {
    const known = this.records.get(keyOf(service, node))
    if (known) return known
    const since = (await (await this.options.pristineFilesOf(node)).stat('/etc/hostname')).mtime.getTime()
    const usual = usualServices[service]
    return {
      state: usual ? 'active' : 'inactive',
      since,
      began: since,
      pid: usual?.pid ?? 0,
      argv: usual?.argv ?? [],
      ...(!usual && {disabled: true as const}),
      journal: [],
    }
  }

  private async loadedFiles(service: string, node: string): Promise<Record<string, string>> {
    const {units} = this.records.get(keyOf(service, node)) ?? {}
    if (units) return units
    const pristine = await unitFilesOn(await this.options.pristineFilesOf(node), service)
    // A unit that was added later is read when it is first asked for.
    return Object.keys(pristine).length > 0 ? pristine : unitFilesOn(await this.options.filesOf(node), service)
  }
}

const keyOf = (service: string, node: string): string => `service/${service}/${node}`

/** All nodes that have been up. */
const upKey = 'nodes/up'
