import {apiVersionOf, type JsonObject, type KubeObject, parseApiVersion} from '../../api/object.ts'
import {parseQuantity} from '../../api/quantity.ts'
import {type DryRun, dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {int32, string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recorded, recordFlag} from '../flags/record.ts'
import {fileFlags} from '../flags/target-flags.ts'
import {dryRunFlag, fieldManagerFlag, saveConfigFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import type {Target} from '../targets/target.ts'
import {forEachTarget} from '../targets/targets.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {rememberStruct} from '../typed/last-applied-struct.ts'

export const autoscaleFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...dryRunFlag,
  ...saveConfigFlag,
  ...fieldManagerFlag('kubectl-autoscale'),
  cpu: string({hidden: true, usage: 'Target CPU: a percentage of what is requested, or an average quantity.'}),
  'cpu-percent': int32({
    default: -1,
    usage: 'Target CPU, as a percentage of what is requested.',
    deprecated:
      "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
  }),
  max: int32({default: -1, required: true, usage: 'At most this many pods.'}),
  memory: string({hidden: true, usage: 'Target memory: a percentage of what is requested, or an average quantity.'}),
  min: int32({default: -1, usage: 'At least this many pods.'}),
  name: string({usage: 'Name of the autoscaler; that of the object, unless set.'}),
}

export type AutoscaleInvocation = Invocation<typeof autoscaleFlags>

/** Creates an autoscaler for a workload. */
export async function autoscale(invocation: AutoscaleInvocation): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  check(invocation)
  const files = {filename: flags.filename, kustomize: flags.kustomize, recursive: flags.recursive}
  const count = await forEachTarget(invocation, {...files, args}, async target => {
    const {resource} = target
    if (!resource.subresources?.some(({subresource}) => subresource === 'scale'))
      throw new Error(
        `cannot autoscale a ${resource.kind}: could not find scale subresource for ${resource.group}/${resource.version}, Resource=${resource.resource} in discovery information`,
      )
    const autoscaler = asGoStruct(recorded(invocation, autoscalerOf(invocation, target)))
    // Whatever goes wrong, printing included, is tried again in the old form.
    await createAndPrint(invocation, autoscaler, dryRun).catch(() => {
      requireOldForm(invocation)
      return createAndPrint(invocation, asGoStruct(oldForm(invocation, autoscaler)), dryRun)
    })
  })
  if (count === 0) throw new Error('no objects passed to autoscale')
}

function check({flags}: AutoscaleInvocation): void {
  const {max, min, cpu, memory} = flags
  if (max < 1) throw new Error(`--max=MAXPODS is required and must be at least 1, max: ${max}`)
  if (max < min) throw new Error(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`)
  if (flags['cpu-percent'] > 0 && cpu) throw new Error('--cpu-percent and --cpu are mutually exclusive')
  if (cpu) targetOf('cpu', cpu)
  if (memory) targetOf('memory', memory)
}

async function createAndPrint(invocation: AutoscaleInvocation, autoscaler: KubeObject, dryRun: DryRun): Promise<void> {
  const {flags} = invocation
  const print = async (operation: string, object: KubeObject): Promise<void> => {
    const printer = await printerFor(invocation, {operation: `${operation}${dryRunSuffix(dryRun)}`, keepOrder: true})
    invocation.out(printer.print(object))
  }
  if (dryRun === 'client') return print('created', autoscaler)
  const {client, namespace} = await invocation.connect()
  const {group, version} = parseApiVersion(autoscaler.apiVersion)
  const path = {group, version, resource: 'horizontalpodautoscalers', namespace}
  const options = {fieldManager: flags['field-manager'], ...(dryRun === 'server' && {dryRun: 'All' as const})}
  const created = await client.create<KubeObject>(path, rememberStruct(autoscaler, flags['save-config']), options)
  await print('autoscaled', asGoStruct(created))
}

/** What autoscaling/v2 refuses is tried as autoscaling/v1, which knows CPU percentages alone. */
function requireOldForm({flags}: AutoscaleInvocation): void {
  const refused = 'failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1'
  if (flags.cpu.trim() === '') throw new Error(`${refused}: empty input`)
  const percent = flags['cpu-percent'] >= 0 || flags.cpu.trim().endsWith('%')
  if (flags.memory || !percent) throw new Error(`${refused}: %!w(<nil>)`)
}

function oldForm({flags}: AutoscaleInvocation, {metadata, kind, ...rest}: KubeObject): KubeObject {
  const {metrics: _, ...spec} = rest['spec'] as JsonObject
  const percent = flags['cpu-percent'] > 0 ? flags['cpu-percent'] : Number.parseInt(flags.cpu, 10)
  return {apiVersion: 'autoscaling/v1', kind, metadata, spec: {...spec, targetCPUUtilizationPercentage: percent}}
}

function autoscalerOf({flags}: AutoscaleInvocation, {resource, name}: Target): KubeObject {
  const {cpu, memory, 'cpu-percent': percent} = flags
  const metrics = [
    ...(percent > 0 ? [metric('cpu', {type: 'Utilization', averageUtilization: percent})] : []),
    ...(cpu ? [metric('cpu', targetOf('cpu', cpu))] : []),
    ...(memory ? [metric('memory', targetOf('memory', memory))] : []),
  ]
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {name: flags.name || name},
    spec: {
      scaleTargetRef: {kind: resource.kind, name, apiVersion: apiVersionOf(resource)},
      ...(flags.min > 0 && {minReplicas: flags.min}),
      maxReplicas: flags.max,
      metrics,
    },
  }
}

const metric = (name: string, target: unknown): unknown => ({type: 'Resource', resource: {name, target}})

/** `70%`, `500m`, or a bare number of millicores or mebibytes. */
function targetOf(resource: 'cpu' | 'memory', input: string): unknown {
  const text = input.trim()
  if (text === '') throw new Error('empty input')
  if (text.endsWith('%')) {
    const percent = text.slice(0, -1)
    if (!/^\+?\d+$/.test(percent)) throw new Error(`invalid percentage value: ${percent}`)
    return {type: 'Utilization', averageUtilization: Number(percent)}
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
    return {type: 'AverageValue', averageValue: `${Number(text)}${resource === 'cpu' ? 'm' : 'Mi'}`}
  try {
    parseQuantity(text)
  } catch {
    throw new Error(`invalid resource ${resource} value: ${text}`)
  }
  return {type: 'AverageValue', averageValue: text}
}
