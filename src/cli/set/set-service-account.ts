import {dryRunOf} from '../flags/dry-run.ts'
import {recordFlag} from '../flags/record.ts'
import type {Invocation} from '../invocation.ts'
import {changeObjects} from './change-objects.ts'
import {podSpecOf} from './pod-spec.ts'
import {checkLocal, setPrinter, setTargets, unselectedSetFlags} from './set-flags.ts'

export const setServiceAccountFlags = {...unselectedSetFlags, ...recordFlag}

/** Lets pods run as another service account. */
export async function setServiceAccount(invocation: Invocation<typeof setServiceAccountFlags>): Promise<void> {
  const dryRun = dryRunOf(invocation)
  checkLocal(invocation.flags.local, dryRun)
  const printer = await setPrinter(invocation, 'serviceaccount updated', dryRun)
  const name = invocation.args.at(-1)
  if (name === undefined) throw new Error('serviceaccount is required')
  const args = invocation.flags.local ? [] : invocation.args.slice(0, -1)
  const targets = await setTargets(invocation, args)
  await changeObjects(invocation, {
    targets,
    dryRun,
    errors: [],
    printer,
    failure: 'failed to patch ServiceAccountName ',
    evenUnchanged: true,
    change(object) {
      podSpecOf(object).serviceAccountName = name
      return object
    },
  })
}
