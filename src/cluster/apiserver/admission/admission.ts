import type {KubeObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {Warnings} from '../request-context.ts'
import type {ServerParts} from '../server-parts.ts'
import type {UserInfo} from '../server-request.ts'
import type {AdmissionStep} from '../metrics/admission-metrics.ts'
import {stopwatch} from '../../runtime/metrics/stopwatch.ts'
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

  constructor(plugins: readonly AdmissionPlugin[]) {
    this.plugins = plugins
  }

  async admit(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    const reinvocation = new Reinvocation()
    await this.step('admit', attributes, server, async () => {
      await this.ask('admit', attributes, server, reinvocation)
      if (!reinvocation.wanted) return
      reinvocation.again = true
      await this.ask('admit', attributes, server, reinvocation)
    })
  }

  async validate(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    await this.step('validate', attributes, server, () => this.ask('validate', attributes, server, new Reinvocation()))
  }

  private async step(
    type: AdmissionStep,
    {operation}: AdmissionAttributes,
    {admissionMetrics}: ServerParts,
    work: () => Promise<void>,
  ): Promise<void> {
    if (!admissionMetrics) return work()
    const elapsed = stopwatch()
    let rejected = 'true'
    try {
      await work()
      rejected = 'false'
    } finally {
      admissionMetrics.steps.record({operation, rejected, type}, elapsed())
    }
  }

  private async ask(
    type: AdmissionStep,
    attributes: AdmissionAttributes,
    server: ServerParts,
    reinvocation: Reinvocation,
  ): Promise<void> {
    const {admissionMetrics} = server
    for (const plugin of this.plugins) {
      if (!plugin[type]) continue
      const elapsed = admissionMetrics && stopwatch()
      try {
        const pending = plugin[type](attributes, server, reinvocation)
        if (pending) await pending
      } catch (error) {
        this.measured(plugin, type, attributes, {server, rejected: true, seconds: elapsed?.() ?? 0})
        throw error
      }
      if (elapsed) this.measured(plugin, type, attributes, {server, rejected: false, seconds: elapsed()})
    }
  }

  /** Checks that belong to a kind rather than to admission are not told of. */
  private measured(
    {name, partOfKind}: AdmissionPlugin,
    type: AdmissionStep,
    {operation}: AdmissionAttributes,
    {server, rejected, seconds}: {server: ServerParts; rejected: boolean; seconds: number},
  ): void {
    if (!partOfKind)
      server.admissionMetrics?.controllers.record({name, operation, rejected: String(rejected), type}, seconds)
  }
}
