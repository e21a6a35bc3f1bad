import type {CertificateSigningRequest} from '../../../api/kinds.ts'
import {prepareForApproval} from '../../resources/certificates/csr/strategy.ts'
import {validateCsrUpdate} from '../../resources/certificates/csr/validate.ts'
import {get} from '../handlers/get.ts'
import {wholeObject} from '../handlers/object-view.ts'
import {patch} from '../handlers/patch.ts'
import {update} from '../handlers/update.ts'
import type {UpdateStrategy} from '../registry/update-object.ts'
import type {SubresourceHandler} from './subresource.ts'

/** Approves or denies a certificate signing request: its conditions, and nothing else of it, may change. */
export const approval: SubresourceHandler = {
  get,
  update: context => update(context, wholeObject(context, strategyAt(context.server.clock.now()))),
  patch: context => patch(context, wholeObject(context, strategyAt(context.server.clock.now()))),
}

type Request = CertificateSigningRequest

const strategyAt = (now: number): UpdateStrategy => ({
  prepare: (draft, old) => prepareForApproval(draft as Request, old as Request, now),
  validate: (draft, old) => validateCsrUpdate(draft as Request, old as Request, {approval: true}),
})
