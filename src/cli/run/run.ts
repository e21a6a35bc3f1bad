import type {KubeObject} from '../../api/object.ts'
import {usageError} from '../errors/command-error.ts'
import {parseLabels} from '../expose/parse-labels.ts'
import {exposedService} from '../expose/service.ts'
import {cascadeOf} from '../flags/cascade.ts'
import {type DryRun, dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {bool, duration, string, stringArray} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recorded, recordFlag} from '../flags/record.ts'
import {fileFlags} from '../flags/target-flags.ts'
import {deletionFlags, dryRunFlag, fieldManagerFlag, saveConfigFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {rememberStruct} from '../typed/last-applied-struct.ts'
import {overridden, overrideFlags} from '../typed/overrides.ts'
import {isImageReference} from './image-reference.ts'
import {runPod} from './pod.ts'

export const runFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...deletionFlags,
  ...dryRunFlag,
  ...saveConfigFlag,
  ...fieldManagerFlag('kubectl-run'),
  ...overrideFlags,
  annotations: stringArray({usage: 'An annotation of the pod.'}),
  attach: bool({usage: 'Wait until the pod runs, then attach to it. The default with -i.'}),
  command: bool({usage: "Take further words for the container's command, not for its arguments."}),
  env: stringArray({usage: 'A variable of the container.'}),
  expose: bool({usage: 'Also create a service for the pod; needs --port.'}),
  image: string({required: true, usage: 'The image to run.'}),
  'image-pull-policy': string({usage: 'When to pull the image; the server decides, unless set.'}),
  labels: string({short: 'l', usage: 'Labels of the pod, comma-separated.'}),
  'leave-stdin-open': bool({usage: 'Keep stdin open when the first attached client goes.'}),
  'pod-running-timeout': duration({default: 60_000, usage: 'How long to wait until the pod runs.'}),
  port: string({usage: 'The port that the container serves.'}),
  privileged: bool({usage: 'Run the container with all privileges.'}),
  quiet: bool({short: 'q', usage: 'No prompts.'}),
  restart: string({default: 'Always', usage: 'Always, OnFailure or Never.'}),
  rm: bool({usage: 'Delete the pod when it has ended. Only for attached containers.'}),
  stdin: bool({short: 'i', usage: 'Keep stdin open, even if nothing is attached.'}),
  tty: bool({short: 't', usage: 'Give the container a terminal.'}),
  wait: bool({usage: 'Wait until what is deleted is gone.'}),
}

export type RunInvocation = Invocation<typeof runFlags>

/** Runs an image in a pod. */
export async function run(invocation: RunInvocation): Promise<void> {
  const {flags} = invocation
  const dryRun = dryRunOf(invocation)
  const operation = `created${dryRunSuffix(dryRun)}`
  if (dryRun === 'client') await invocation.checkKubeconfig()
  const printer = await printerFor(invocation, {operation, keepOrder: true})
  cascadeOf(invocation)
  const attach = flags.attach || (flags.stdin && !invocation.changed('attach'))
  check(invocation, attach, dryRun)
  const pod = await createRunObject(invocation, await overridden(asGoStruct(runPod(invocation)), flags), 'pods', dryRun)
  if (flags.expose) {
    const service = await createRunObject(invocation, runService(invocation), 'services', dryRun)
    invocation.out(printer.print(service))
    if (flags.output === 'yaml') invocation.out('---\n')
  }
  if (attach) {
    const {attachToRun} = await import('./attach-to-run.ts')
    return attachToRun(invocation, pod)
  }
  invocation.out(printer.print(pod))
}

function check({flags, args, argsBeforeDash, commandPath}: RunInvocation, attach: boolean, dryRun: DryRun): void {
  const refuse = (message: string) => usageError(commandPath, message)
  if (args.length === 0 || argsBeforeDash === 0) throw refuse('NAME is required for run')
  if (flags['pod-running-timeout'] <= 0) throw refuse('--pod-running-timeout must be higher than zero')
  if (flags.image === '') throw new Error('--image is required')
  if (!isImageReference(flags.image))
    throw new Error(`Invalid image name ${JSON.stringify(flags.image)}: invalid reference format`)
  if (flags.tty && !flags.stdin) throw refuse('-i/--stdin is required for containers with -t/--tty=true')
  if (flags.expose && flags.port === '') throw refuse('--port must be set when exposing a service')
  if (!['', 'Always', 'OnFailure', 'Never'].includes(flags.restart))
    throw refuse(`invalid restart policy: ${flags.restart}`)
  if (flags.rm && !attach) throw refuse('--rm should only be used for attached containers')
  if (attach && dryRun !== 'none')
    throw refuse(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    )
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(flags['image-pull-policy']))
    throw refuse(`invalid image pull policy: ${flags['image-pull-policy']}`)
}

function runService({flags, args}: RunInvocation): KubeObject {
  const name = args[0] ?? ''
  if (flags.labels) parseLabels(flags.labels)
  return exposedService({
    name,
    selector: flags.labels || `run=${name}`,
    labels: flags.labels,
    ports: flags.port,
    protocol: '',
    protocols: new Map(),
    targetPort: '',
    externalIp: '',
    loadBalancerIp: '',
    type: '',
    sessionAffinity: '',
    clusterIp: '',
  })
}

async function createRunObject(
  invocation: RunInvocation,
  object: KubeObject,
  resource: string,
  dryRun: DryRun,
): Promise<KubeObject> {
  const {flags} = invocation
  const {namespace} = flags
  const named = recorded(invocation, object)
  if (dryRun === 'client') return asGoStruct(namespace ? {...named, metadata: {...named.metadata, namespace}} : named)
  const {client, namespace: here} = await invocation.connect()
  const options = {fieldManager: flags['field-manager'], ...(dryRun === 'server' && {dryRun: 'All' as const})}
  const sent = rememberStruct(asGoStruct(named), flags['save-config'])
  const created = client.create<KubeObject>({group: '', version: 'v1', resource, namespace: here}, sent, options)
  return asGoStruct(
    await created.catch(async error => {
      const {logAsRefusals} = await import('../errors/log-refusals.ts')
      logAsRefusals(error, invocation, 1)
      throw error
    }),
  )
}
