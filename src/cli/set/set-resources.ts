import {dryRunOf} from '../flags/dry-run.ts'
import {string} from '../flags/flag.ts'
import {recordFlag} from '../flags/record.ts'
import {parseResourceList} from '../generators/resource-list.ts'
import type {Invocation} from '../invocation.ts'
import {changeObjects} from './change-objects.ts'
import {podSpecOf, selectContainers} from './pod-spec.ts'
import {checkLocal, setFlags, setPrinter, setTargets} from './set-flags.ts'

export const setResourcesFlags = {
  ...recordFlag,
  ...setFlags,
  containers: string({short: 'c', default: '*', usage: 'Names of the containers to change; * stands for any text.'}),
  limits: string({usage: "What a container may use, such as 'cpu=100m,memory=256Mi'."}),
  requests: string({usage: "What a container needs, such as 'cpu=100m,memory=256Mi'."}),
}

/** Gives containers new limits and requests. */
export async function setResources(invocation: Invocation<typeof setResourcesFlags>): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  const printer = await setPrinter(invocation, 'resource requirements updated', dryRun)
  const targets = await setTargets(invocation, args)
  checkLocal(flags.local, dryRun)
  if (flags.all && flags.selector) throw new Error('cannot set --all and --selector at the same time')
  if (!flags.limits && !flags.requests)
    throw new Error('you must specify an update to requests or limits (in the form of --requests/--limits)')
  const limits = parseResourceList(flags.limits)
  const requests = parseResourceList(flags.requests)
  const errors: unknown[] = []
  await changeObjects(invocation, {
    targets,
    dryRun,
    errors,
    printer,
    failure: 'failed to patch resources update to pod template ',
    change(object) {
      const containers = selectContainers(podSpecOf(object), flags.containers)
      if (containers.length === 0) {
        errors.push(new Error(`error: unable to find container named ${flags.containers}`))
        return undefined
      }
      for (const container of containers)
        container.resources = {
          ...container.resources,
          ...(limits && {limits: {...container.resources?.limits, ...limits}}),
          ...(requests && {requests: {...container.resources?.requests, ...requests}}),
        }
      return object
    },
  })
}
