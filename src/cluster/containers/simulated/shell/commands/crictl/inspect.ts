import {containerStatus} from '../../../container-status.ts'
import type {SimulatedContainer} from '../../../simulated-container.ts'
import type {SimulatedSandbox} from '../../../simulated-sandboxes.ts'

/** crictl inspect: a container's status, as far as the runtime knows it. */
export function inspectContainer(container: SimulatedContainer): string {
  const {record, around} = container
  const {config: sandbox} = around.sandbox.record
  const status = containerStatus(container)
  const labels = {
    'io.kubernetes.container.name': record.config.name,
    'io.kubernetes.pod.name': sandbox.name,
    'io.kubernetes.pod.namespace': sandbox.namespace,
    'io.kubernetes.pod.uid': sandbox.uid,
  }
  return json({
    status: {
      id: record.id,
      metadata: {attempt: record.config.attempt, name: record.config.name},
      state: `CONTAINER_${record.state.toUpperCase()}`,
      createdAt: time(record.createdAt),
      startedAt: time(record.startedAt),
      finishedAt: time(record.finishedAt),
      exitCode: record.exitCode ?? 0,
      image: {image: record.config.image},
      imageRef: status.imageRef,
      reason: record.reason ?? '',
      message: record.message ?? '',
      labels,
      mounts: record.config.mounts.map(({containerPath, hostPath, readOnly}) => ({
        containerPath,
        hostPath,
        propagation: 'PROPAGATION_PRIVATE',
        readonly: readOnly,
      })),
      logPath: `/var/log/pods/${sandbox.namespace}_${sandbox.name}_${sandbox.uid}/${record.config.name}/${record.config.attempt}.log`,
    },
    info: {sandboxID: record.sandboxId, pid: record.state === 'Running' ? 1 : 0, runtimeType: 'io.containerd.runc.v2'},
  })
}

/** crictl inspectp */
export const inspectPod = ({record: {id, createdAt, state, config}}: SimulatedSandbox): string =>
  json({
    status: {
      id,
      metadata: {attempt: config.attempt, name: config.name, namespace: config.namespace, uid: config.uid},
      state: `SANDBOX_${state.toUpperCase()}`,
      createdAt: time(createdAt),
      network: {additionalIps: [], ip: config.hostNetwork ? '' : config.ip},
      labels: config.labels,
      annotations: config.annotations,
      runtimeHandler: '',
    },
  })

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

const time = (milliseconds: number | undefined): string => new Date(milliseconds ?? 0).toISOString()
