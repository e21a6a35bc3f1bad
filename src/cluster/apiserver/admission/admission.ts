import type {KubeObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {Warnings} from '../request-context.ts'
import type {ServerParts} from '../server-parts.ts'
import type {UserInfo} from '../server-request.ts'
import type {AdmissionStep} from '../metrics/admission-metrics.ts'
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
  private readonly timings = new Map<string, AdmissionTimings>()

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
    await measured(timings, async () => {
      await ask('admit', timings, attributes, server, reinvocation)
      if (!reinvocation.wanted) return
      reinvocation.again = true
      await ask('admit', timings, attributes, server, reinvocation)
    })
  }

  async validate(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    const timings = this.timingsOf('validate', attributes, server)
    await measured(timings, () => ask('validate', timings, attributes, server, new Reinvocation()))
  }

  /** The plugins of a step, and where the time that they take is counted; looked up once. */
  private timingsOf(
    type: AdmissionStep,
    {operation}: AdmissionAttributes,
    {admissionMetrics}: ServerParts,
  ): AdmissionTimings {
    const key = `${type} ${operation}`
    let known = this.timings.get(key)
    if (known?.metrics !== admissionMetrics) known = undefined
    if (!known) {
      known = new AdmissionTimings(this.plugins, {type, operation, metrics: admissionMetrics})
      this.timings.set(key, known)
    }
    return known
  }
}

async function measured(timings: AdmissionTimings, work: () => Promise<void>): Promise<void> {
  if (!timings.metrics) return work()
  const began = performance.now()
  let rejected = true
  try {
    await work()
    rejected = false
  } finally {
    timings.took(rejected, (performance.now() - began) / 1000)
  }
}

/** Asks the plugins of one step, one after the other: where one ends, the next one's time begins. */
async function ask(
  type: AdmissionStep,
  {metrics, plugins}: AdmissionTimings,
  attributes: AdmissionAttributes,
  server: ServerParts,
  reinvocation: Reinvocation,
): Promise<void> {
  let began = metrics ? performance.now() : 0
  for (const {plugin, accepted, rejected} of plugins) {
    try {
      const pending = plugin[type]!(attributes, server, reinvocation)
      if (pending) await pending
    } catch (error) {
      rejected?.record((performance.now() - began) / 1000)
      throw error
    }
    if (!metrics) continue
    const ended = performance.now()
    accepted?.record((ended - began) / 1000)
    began = ended
  }
}
