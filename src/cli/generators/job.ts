import type {V1CronJob} from '@kubernetes/client-node'
import type {KubeObject, Wire} from '../../api/object.ts'
import {throwCollected} from '../errors/command-error.ts'
import {type FlagSet, string} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {collectTargets} from '../targets/targets.ts'
import type {Generator} from './generator.ts'

const flags = {
  from: string({usage: 'The object to take the job from; only cron jobs will do.'}),
  image: string({usage: 'The image to run.'}),
}

/** A job of one container, or the one that a cron job would start. */
export const job: Generator<typeof flags> = {
  flags,
  target: {group: 'batch', version: 'v1', resource: 'jobs', namespaced: true},
  failure: 'job: ',
  generate({name, words, flags: {image, from}, invocation}) {
    if ((image === '') === (from === '')) throw new Error('either --image or --from must be specified')
    if (words.length > 0 && from) throw new Error('cannot specify --from and command')
    if (from) return fromCronJob(invocation, name, from)
    const container = {name, image, ...(words.length > 0 && {command: [...words]})}
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {name},
      spec: {template: {spec: {containers: [container], restartPolicy: 'Never'}}},
    }
  },
}

async function fromCronJob(invocation: Invocation<FlagSet>, name: string, from: string): Promise<KubeObject> {
  const {targets, errors} = await collectTargets(invocation, {args: [from], latest: true, typed: true})
  throwCollected(errors)
  if (targets.length !== 1) throw new Error('from must be an existing cronjob')
  const object = targets[0]!.object!
  if (object.kind !== 'CronJob') throw new Error(`unknown object type ${goType(object)}`)
  const {metadata, spec} = object as Wire<V1CronJob>
  const template = spec!.jobTemplate
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      labels: template.metadata?.labels ?? {},
      annotations: {'cronjob.kubernetes.io/instantiate': 'manual', ...template.metadata?.annotations},
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: metadata?.name ?? '',
          uid: metadata?.uid ?? '',
          controller: true,
        },
      ],
    },
    spec: template.spec,
  }
}

/** `*v1.Pod`. */
export const goType = ({apiVersion, kind}: KubeObject): string => `*${apiVersion.split('/').at(-1)}.${kind}`
