import {outputFlags} from '../flags/output-flags.ts'
import {fileFlags, selectorFlag} from '../flags/target-flags.ts'
import {fieldManagerFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import type {TargetQuery} from '../targets/target-query.ts'

/** Which objects a rollout command is for. */
export const rolloutTargetFlags = {...fileFlags, ...selectorFlag}

/** The same for those that change objects. */
export const rolloutChangeFlags = {...rolloutTargetFlags, ...outputFlags, ...fieldManagerFlag('kubectl-rollout')}

/** The query of a rollout command; throws if nothing was named. */
export function rolloutQuery({flags, args}: Invocation<typeof rolloutTargetFlags>): TargetQuery {
  if (args.length === 0 && flags.filename.length === 0 && !flags.kustomize)
    throw new Error('required resource not specified')
  return {
    args,
    filename: flags.filename,
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    selector: flags.selector,
    typeAloneMeansAll: true,
    latest: true,
    typed: true,
  }
}
