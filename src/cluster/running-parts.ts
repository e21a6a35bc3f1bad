import {type ComponentOptions, createComponents} from './components.ts'
import type {ClusterHome} from './home.ts'
import {type ClusterSettings, defaultWorkers} from './lifecycle/settings.ts'
import type {Component} from './runtime/component.ts'
import type {NodeConnector} from './runtime/node-connector.ts'

/** What only a running cluster has. */
export interface RunningParts {
  components: Component[]
  connector: NodeConnector
  /** Writes down what containers have left behind. */
  save(): Promise<void>
  stop(): Promise<void>
}

export async function createRunningParts(
  options: Omit<ComponentOptions, 'createKubelets'> & {settings: ClusterSettings; home: ClusterHome},
): Promise<RunningParts> {
  void defaultWorkers
  const parts = createComponents({
    ...options,
    createKubelets: () => ({name: 'kubelet', start: async () => {}, stop: async () => {}}),
  })
  return {components: parts.components, connector: undefined as never, save: async () => {}, stop: parts.stop}
}
