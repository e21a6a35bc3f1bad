import type {KubeObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {Warnings} from '../request-context.ts'
import type {ServerParts} from '../server-parts.ts'
import type {UserInfo} from '../server-request.ts'
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
  /** Before defaults are final: may change the draft. Asked once more where a webhook or a policy has changed it. */
  admit?(attributes: AdmissionAttributes, server: ServerParts, reinvocation: Reinvocation): void | Promise<void>
  /** After validation: may only refuse. */
  validate?(attributes: AdmissionAttributes, server: ServerParts): void | Promise<void>
}

/** The plugins in their order: all mutations first, all checks later. */
export class AdmissionChain {
  private readonly admitting: readonly AdmissionPlugin[]
  private readonly validating: readonly AdmissionPlugin[]

  constructor(plugins: readonly AdmissionPlugin[]) {
    this.admitting = plugins.filter(({admit}) => admit)
    this.validating = plugins.filter(({validate}) => validate)
  }

  async admit(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    const reinvocation = new Reinvocation()
    await this.admitOnce(attributes, server, reinvocation)
    if (!reinvocation.wanted) return
    reinvocation.again = true
    await this.admitOnce(attributes, server, reinvocation)
  }

  async validate(attributes: AdmissionAttributes, server: ServerParts): Promise<void> {
    for (const plugin of this.validating) {
      const pending = plugin.validate!(attributes, server)
      if (pending) await pending
    }
  }

  private async admitOnce(
    attributes: AdmissionAttributes,
    server: ServerParts,
    reinvocation: Reinvocation,
  ): Promise<void> {
    for (const plugin of this.admitting) {
      const pending = plugin.admit!(attributes, server, reinvocation)
      if (pending) await pending
    }
  }
}
