import type {ContainerRecord} from './container-record.ts'
import type {NodeImages} from './images/node-images.ts'
import type {Systemd} from './services/systemd.ts'
import type {SimulatedContainer} from './simulated-container.ts'
import type {SimulatedContainers} from './simulated-containers.ts'
import type {SandboxRecord, SimulatedSandboxes} from './simulated-sandboxes.ts'
import type {StateKeeper} from './state-keeper.ts'

export interface RestorationOptions {
  keeper: StateKeeper
  images: NodeImages
  sandboxes: SimulatedSandboxes
  containers: SimulatedContainers
  services: Systemd
  /** Where what is kept of volumes goes, by their keys. */
  volumes: Map<string, string>
}

/** Takes up, once, what an earlier process left of a runtime. */
export class Restoration {
  private readonly options: RestorationOptions
  /** Let go of as soon as it is taken up: it holds all files and logs. */
  private stored?: Promise<Map<string, string>>
  private opened?: Promise<void>
  private end = (): void => {}
  private readonly done = new Promise<void>(resolve => {
    this.end = resolve
  })

  constructor(options: RestorationOptions) {
    this.options = options
  }

  /** Resolves once containers that ran in an earlier process run again; tells at once where there are none. */
  async finished(): Promise<boolean> {
    const isNew = (await this.load()).size === 0
    if (!isNew) await this.done
    return !isNew
  }

  /** Takes up what is known of nodes beside containers. */
  openNodes(): Promise<void> {
    this.opened ??= this.nodes()
    return this.opened
  }

  private async nodes(): Promise<void> {
    const {volumes, services} = this.options
    for (const [key, value] of await this.load()) {
      if (/^(volume|disk)\//.test(key)) volumes.set(key, value)
      services.restore(key, value)
    }
  }

  /** Containers that ran, run when it resolves. */
  async run(): Promise<void> {
    await this.openNodes()
    const {images, sandboxes} = this.options
    const stored = await this.load()
    for (const [key, value] of stored) {
      images.restore(key)
      if (key.startsWith('sandbox/')) sandboxes.add(JSON.parse(value) as SandboxRecord)
    }
    const containers = [...stored].flatMap(([key, value]) =>
      key.startsWith('container/') ? (this.container(JSON.parse(value) as ContainerRecord, stored) ?? []) : [],
    )
    this.stored = undefined
    for (const container of containers) container.resume()
    this.end()
  }

  private container(record: ContainerRecord, stored: Map<string, string>): SimulatedContainer | undefined {
    const {sandboxes, containers} = this.options
    const sandbox = sandboxes.get(record.sandboxId)
    const [log, files] = ['log', 'files'].map(kind => stored.get(`${kind}/${record.id}`))
    return sandbox && containers.add(record, sandbox, {log, files})
  }

  private load(): Promise<Map<string, string>> {
    this.stored ??= this.options.keeper.load()
    return this.stored
  }
}
