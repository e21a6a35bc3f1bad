import type {KubeObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {AdmissionStep} from '../metrics/admission-metrics.ts'
import type {Warnings} from '../request-context.ts'
import type {ServerParts} from '../server-parts.ts'
import type {UserInfo} from '../server-request.ts'
import {AdmissionTimings} from './admission-timings.ts'
import {Reinvocation} from './dynamic/reinvocation.ts'

export type AdmissionOperation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT'

/** A write (or connect) that waits to be admitted. */
export interface AdmissionAttributes {
  operation: AdmissionOperation
  definition: ResourceDefinition
  /** '' for the object itself. */
  subresource: string
  namespace: string
  name: string
  /** The draft as it is to be stored; mutating plugins change it in place. Absent for deletes. Of a subresource: its own body (Binding, Eviction …). */
  object?: KubeObject
  /** What is stored; read-only. Absent for creates. */
  old?: KubeObject
  dryRun: boolean
  user: UserInfo
  options: {gracePeriodSeconds?: number; propagationPolicy?: string; fieldManager?: string}
  warnings: Warnings
}

/** One admission plugin. It may refuse by throwing a StatusError (Forbidden, mostly). */
export interface AdmissionPlugin {
  name: string
  /** It is no plugin of kube-apiserver's, but a check that some kinds have there. */
  partOfKind?: true
  /** Before defaults are final: may change the draft. Asked once more where a webhook or a policy has changed it. */
  admit?(attributes: AdmissionAttributes, server: ServerParts, reinvocation: Reinvocation): void | Promise<void>
  /** After validation: may only refuse. */
  validate?(attributes: AdmissionAttributes, server: ServerParts): void | Promise<void>
}

/** The plugins in their order: all mutations first, all checks later. */
export class AdmissionChain {
  private readonly plugins: readonly AdmissionPlugin[]
  private readonly timings = {
    admit: new Map<AdmissionOperation, AdmissionTimings>(),
    validate: new Map<AdmissionOperation, AdmissionTimings>(),
  }

  constructor(plugins: readonly AdmissionPlugin[]) {
    this.plugins = plugins
  }

  /** Whether a plugin is on. */
  includes(name: string): boolean {
    return this.plugins.some(plugin => plugin.name === name)
  }

  async admit(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    const timings = this.timingsOf('admit', attributes, server)
    const reinvocation = new Reinvocation()
    const began = timings.now()
    let rejected = true
    try {
      await ask('admit', timings, attributes, server, reinvocation)
      if (reinvocation.wanted) {
        reinvocation.again = true
        await ask('admit', timings, attributes, server, reinvocation)
      }
      rejected = false
    } finally {
      timings.took(rejected, began)
    }
  }

  async validate(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    const timings = this.timingsOf('validate', attributes, server)
    const began = timings.now()
    let rejected = true
    try {
      await ask('validate', timings, attributes, server, new Reinvocation())
      rejected = false
    } finally {
      timings.took(rejected, began)
    }
  }

  /** The plugins of a step, and where the time that they take is counted; looked up once. */
  private timingsOf(
    type: AdmissionStep,
    {operation}: AdmissionAttributes,
    {admissionMetrics}: ServerParts,
  ): AdmissionTimings {
    const known = this.timings[type].get(operation)
    if (known && known.metrics === admissionMetrics) return known
    const timings = new AdmissionTimings(this.plugins, {type, operation, metrics: admissionMetrics})
    this.timings[type].set(operation, timings)
    return timings
  }
}

/** Asks the plugins of one step, one after the other: where one ends, the next one's time begins. */
async function ask(
  type: AdmissionStep,
  timings: AdmissionTimings,
  attributes: AdmissionAttributes,
  server: ServerParts,
  reinvocation: Reinvocation,
): Promise<void> {
  const {plugins} = timings
  let began = timings.now()
  // Every write asks some forty of them: an iterator would leave one object behind for each.
  for (let index = 0; index < plugins.length; index += 1) {
    const {plugin, accepted, rejected} = plugins[index]!
    try {
      const pending = plugin[type]!(attributes, server, reinvocation)
      if (pending) await pending
    } catch (error) {
      rejected?.record((timings.now() - began) / 1000)
      throw error
    }
    const ended = timings.now()
    accepted?.record((ended - began) / 1000)
    began = ended
  }
}
