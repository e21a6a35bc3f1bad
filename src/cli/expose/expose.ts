import {dryRunOf, dryRunSuffix} from '../flags/dry-run.ts'
import {string} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import {recorded, recordFlag} from '../flags/record.ts'
import {fileFlags} from '../flags/target-flags.ts'
import {dryRunFlag, fieldManagerFlag, saveConfigFlag} from '../flags/write-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {forEachTarget} from '../targets/targets.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {rememberStruct} from '../typed/last-applied-struct.ts'
import {overridden, overrideFlags} from '../typed/overrides.ts'
import {checkExposable, portsOf, protocolsOf, selectorOf} from './introspect.ts'
import {formatLabels} from './parse-labels.ts'
import {exposedService} from './service.ts'

export const exposeFlags = {
  ...recordFlag,
  ...outputFlags,
  ...fileFlags,
  ...dryRunFlag,
  ...saveConfigFlag,
  ...fieldManagerFlag('kubectl-expose'),
  ...overrideFlags,
  'cluster-ip': string({usage: "The cluster IP to take; 'None' for a service without one."}),
  'external-ip': string({usage: 'A further IP at which the service is reached.'}),
  labels: string({short: 'l', usage: 'Labels of the service.'}),
  'load-balancer-ip': string({usage: 'The IP of the load balancer.'}),
  name: string({usage: 'The name of the service.'}),
  port: string({usage: 'The port of the service; that of the object, unless set.'}),
  protocol: string({usage: "The protocol; 'TCP' unless set."}),
  selector: string({usage: 'The labels of the pods; those of the object, unless set.'}),
  'session-affinity': string({usage: "'None' or 'ClientIP'."}),
  'target-port': string({usage: 'Name or number of the port of the pods.'}),
  type: string({usage: 'ClusterIP, NodePort, LoadBalancer or ExternalName.'}),
}

export type ExposeInvocation = Invocation<typeof exposeFlags>

/** Creates a service for the pods behind an object. */
export async function expose(invocation: ExposeInvocation): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  const printer = await printerFor(invocation, {operation: `exposed${dryRunSuffix(dryRun)}`, keepOrder: true})
  const files = {filename: flags.filename, kustomize: flags.kustomize, recursive: flags.recursive, typed: true}
  // What one object tells stands in for what the flags do not say of the next ones.
  const known = {selector: flags.selector, labels: flags.labels, port: flags.port}
  await forEachTarget(invocation, {...files, args}, async ({object, name}) => {
    const exposed = object!
    checkExposable(exposed)
    known.selector ||= prefixed("couldn't retrieve selectors via --selector flag or introspection: ", () =>
      selectorOf(exposed),
    )
    const ports = known.port || introspectedPorts(portsOf(exposed), flags['cluster-ip'] === 'None')
    if (!ports.includes(',')) known.port = ports
    known.labels ||= formatLabels(exposed.metadata.labels)
    const service = exposedService({
      name: flags.name || name.slice(0, 63),
      selector: known.selector,
      labels: known.labels,
      ports,
      protocol: flags.protocol,
      protocols: protocolsOf(exposed),
      targetPort: flags['target-port'],
      externalIp: flags['external-ip'],
      loadBalancerIp: flags['load-balancer-ip'],
      type: flags.type,
      sessionAffinity: flags['session-affinity'],
      clusterIp: flags['cluster-ip'],
    })
    const whole = asGoStruct(recorded(invocation, await overridden(asGoStruct(service), flags)))
    const {namespace} = flags
    if (dryRun === 'client')
      return invocation.out(
        printer.print(asGoStruct(namespace ? {...whole, metadata: {...whole.metadata, namespace}} : whole)),
      )
    const {client, namespace: here} = await invocation.connect()
    const path = {group: '', version: 'v1', resource: 'services', namespace: here}
    const sent = rememberStruct(whole, flags['save-config'])
    const options = {fieldManager: flags['field-manager'], ...(dryRun === 'server' && {dryRun: 'All' as const})}
    invocation.out(printer.print(await client.create(path, sent, options)))
  })
}

function introspectedPorts(ports: readonly string[], headless: boolean): string {
  if (ports.length === 0 && !headless) throw new Error("couldn't find port via --port flag or introspection")
  return ports.join(',')
}

function prefixed<T>(prefix: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Error(`${prefix}${(error as Error).message}`)
  }
}
