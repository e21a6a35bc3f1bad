import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import {get} from '../handlers/get.ts'
import {wholeObject} from '../handlers/object-view.ts'
import {patch} from '../handlers/patch.ts'
import {update} from '../handlers/update.ts'
import {keepAllButStatus} from '../registry/status-field.ts'
import type {UpdateStrategy} from '../registry/update-object.ts'
import type {SubresourceHandler} from './subresource.ts'

const decisions = new Set(['Approved', 'Denied'])

/** Approves or denies a certificate signing request: its conditions, and nothing else of it, may change. */
export const approval: SubresourceHandler = {
  get,
  update: context => update(context, wholeObject(context, strategyAt(context.server.clock.now()))),
  patch: context => patch(context, wholeObject(context, strategyAt(context.server.clock.now()))),
}

const strategyAt = (now: number): UpdateStrategy => ({
  prepare(draft, old) {
    keepAllButStatus(draft, old)
    const [wanted, before] = [draft as CertificateSigningRequest, old as CertificateSigningRequest]
    const stamp = `${new Date(now).toISOString().slice(0, 19)}Z`
    const conditions = [
      ...(before.status?.conditions ?? []).filter(({type}) => !decisions.has(type)),
      ...(wanted.status?.conditions ?? []).filter(({type}) => decisions.has(type)),
    ].map(condition => ({
      ...condition,
      lastUpdateTime: condition.lastUpdateTime ?? stamp,
      lastTransitionTime: condition.lastTransitionTime ?? stamp,
    }))
    wanted.status = {...before.status, ...(conditions.length > 0 && {conditions})} as never
  },
  validate: (draft, old) => {
    const count = (object: CertificateSigningRequest, type: string) =>
      (object.status?.conditions ?? []).filter(condition => condition.type === type).length
    return count(draft as CertificateSigningRequest, 'Approved') > 0 &&
      count(draft as CertificateSigningRequest, 'Denied') > 0
      ? [
          {
            field: 'status.conditions',
            type: 'FieldValueInvalid',
            value: 'Denied',
            detail: 'Approved and Denied conditions are mutually exclusive',
          },
        ]
      : [...decisions].flatMap(type =>
          count(old as CertificateSigningRequest, type) > count(draft as CertificateSigningRequest, type)
            ? [
                {
                  field: 'status.conditions',
                  type: 'FieldValueForbidden' as const,
                  detail: `updates may not remove a condition of type ${JSON.stringify(type)}`,
                },
              ]
            : [],
        )
  },
})
