import {dryRunOf} from '../flags/dry-run.ts'
import {recordFlag} from '../flags/record.ts'
import type {Invocation} from '../invocation.ts'
import {resourcesAndPairs} from '../metadata/resources-and-pairs.ts'
import {changeObjects, throwAll} from './change-objects.ts'
import {parsePairs} from './parse-pairs.ts'
import {podSpecOf} from './pod-spec.ts'
import {setFlags, setPrinter, setTargets} from './set-flags.ts'

export const setImageFlags = {...setFlags, ...recordFlag}

/** Gives containers new images. */
export async function setImage(invocation: Invocation<typeof setImageFlags>): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  const printer = await setPrinter(invocation, 'image updated', dryRun)
  const {resources, pairs} = resourcesAndPairs(args, 'image')
  const images = parsePairs(pairs, 'image')
  const targets = await setTargets(invocation, resources)
  const problems: Error[] = []
  if (flags.all && flags.selector) problems.push(new Error('cannot set --all and --selector at the same time'))
  if (resources.length === 0 && flags.filename.length === 0 && !flags.kustomize)
    problems.push(new Error('one or more resources must be specified as <resource> <name> or <resource>/<name>'))
  if (images.size === 0) problems.push(new Error('at least one image update is required'))
  else if (images.size > 1 && images.has('*'))
    problems.push(
      new Error(
        'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      ),
    )
  if (flags.local && dryRun === 'server')
    problems.push(new Error('cannot specify --local and --dry-run=server - did you mean --dry-run=client?'))
  throwAll(problems)
  const errors: unknown[] = []
  await changeObjects(invocation, {
    targets,
    dryRun,
    errors,
    printer,
    failure: 'failed to patch image update to pod template: ',
    change(object) {
      const {containers, initContainers = []} = podSpecOf(object)
      for (const [name, image] of images) {
        const chosen = [...initContainers, ...containers].filter(container => name === '*' || container.name === name)
        if (chosen.length === 0) errors.push(new Error(`error: unable to find container named ${JSON.stringify(name)}`))
        for (const container of chosen) container.image = image
      }
      return object
    },
  })
}
