import type {Deployment} from '../../../../api/kinds.ts'
import {sameMeaning} from '../../validation/equality.ts'

/** Annotations are carried on to replica sets, so that a change of them is work for the controller too. */
export function prepareForUpdate(deployment: Deployment, old: Deployment): void {
  deployment.status = old.status
  const {metadata, spec} = deployment
  const before = Object.entries(old.metadata.annotations ?? {})
  const now = metadata.annotations ?? {}
  const sameAnnotations =
    before.length === Object.keys(now).length && before.every(([name, text]) => now[name] === text)
  if (!sameAnnotations || !sameMeaning(spec, old.spec)) metadata.generation = (old.metadata.generation ?? 0) + 1
}
