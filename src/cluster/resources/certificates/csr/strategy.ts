import type {CertificateSigningRequest} from '../../../../api/kinds.ts'
import type {ResourceContext} from '../../define-resource.ts'
import {stampConditions} from './conditions.ts'

/** A request says who made it, whatever the client claims, and starts without a verdict. */
export function prepareForCreate(request: CertificateSigningRequest, {user}: ResourceContext): void {
  const {username: _name, uid: _uid, groups: _groups, extra: _extra, ...spec} = request.spec
  const {name, uid, groups, extra} = user
  const asked = {
    ...spec,
    ...(name && {username: name}),
    ...(uid && {uid}),
    ...(groups.length > 0 && {groups: [...groups]}),
    ...(extra && Object.keys(extra).length > 0 && {extra: structuredClone(extra)}),
  }
  request.spec = asked as typeof request.spec
  request.status = {}
}

/** Nothing but its metadata changes through the object itself. */
export function prepareForUpdate(request: CertificateSigningRequest, old: CertificateSigningRequest): void {
  request.spec = old.spec
  request.status = old.status
}

/** The signer's: everything but the verdict. Existing verdicts stay as they are; who adds or drops one is refused by the validation. */
export function prepareForStatusUpdate(
  request: CertificateSigningRequest,
  old: CertificateSigningRequest,
  {now}: ResourceContext,
): void {
  request.spec = old.spec
  const conditions = request.status?.conditions ?? []
  for (const verdict of ['Approved', 'Denied']) {
    const before = (old.status?.conditions ?? []).filter(({type}) => type === verdict)
    const places = [...conditions.entries()].filter(([, {type}]) => type === verdict)
    if (places.length !== before.length) continue
    for (const [number, [index]] of places.entries()) conditions[index] = before[number]!
  }
  stampConditions(request, old, now)
}

/** The approver's: the conditions alone. */
export function prepareForApproval(
  request: CertificateSigningRequest,
  old: CertificateSigningRequest,
  now: number,
): void {
  stampConditions(request, old, now)
  const conditions = request.status?.conditions
  const {conditions: _, ...kept} = old.status ?? {}
  request.spec = old.spec
  request.status = {...kept, ...(conditions?.length && {conditions})}
}
