import type {ContainerChildren} from './container-children.ts'
import type {InitProcess} from './init-process.ts'
import {ownKeyPair} from './own-key-pair.ts'
import {agreeableListener} from './programs/agreeable-server.ts'
import type {Datagrams, Listener} from './programs/program.ts'
import {silentListener} from './programs/silent-listener.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** What answers on a container's ports while it runs. */
export class ContainerPorts {
  private readonly container: SimulatedContainer
  private readonly init: InitProcess
  private readonly children: ContainerChildren
  private agreeable?: Listener

  constructor(container: SimulatedContainer, {init, children}: {init: InitProcess; children: ContainerChildren}) {
    this.container = container
    this.init = init
    this.children = children
  }

  listener(port: number): Listener | undefined {
    if (!this.isOpen) return undefined
    const {program} = this.init
    const own = program?.listener?.(port) ?? this.children.listener(port)
    if (own) return own
    // A program of which we know only its ports opens them and says nothing; one that nobody knows at all is well.
    if (program?.ports?.includes(port)) return silentListener
    const {config} = this.container.record
    if (!this.isUnplayed || !config.ports?.includes(port)) return undefined
    this.agreeable ??= agreeableListener(config.image, () => ownKeyPair(this.container))
    return this.agreeable
  }

  datagrams(port: number): Datagrams | undefined {
    return this.isOpen ? (this.init.program?.datagrams?.(port) ?? this.children.datagrams(port)) : undefined
  }

  private get isOpen(): boolean {
    return this.container.record.state === 'Running'
  }

  /** Whether it serves something that is not played here. */
  private get isUnplayed(): boolean {
    const {image} = this.container.around
    return !image.known || image.definition.unplayed === true
  }
}
