import assert from 'node:assert/strict'
import type {Pod} from '../../../../src/api/kinds.ts'
import {ProbeMetrics} from '../../../../src/cluster/kubelet/probes/probe-metrics.ts'
import {cadvisorMetrics} from '../../../../src/cluster/kubelet/server/cadvisor-metrics.ts'

const pod = {
  metadata: {name: 'web', namespace: 'default', uid: 'u'},
  spec: {
    containers: [
      {
        name: 'c',
        image: 'nginx',
        resources: {requests: {cpu: '250m'}, limits: {cpu: '500m', memory: '64Mi'}},
      },
      {name: 'waiting', image: 'nginx'},
    ],
  },
  status: {qosClass: 'Burstable'},
} as Pod

describe('/metrics/cadvisor', () => {
  it('tells what each running container uses and may use', async () => {
    const options = {
      clock: {now: () => 20_000},
      runtime: {containerStats: async () => ({cpuNanocores: 500_000_000, memoryBytes: 1024})},
      worker: () => ({
        instance: (name: string) => (name === 'c' ? {id: 'i', state: 'Running', startedAt: 10_000} : undefined),
      }),
      pods: () => [pod],
    }

    const text = await cadvisorMetrics('worker-1', options as never)

    const labels = `id="/kubepods.slice/kubepods-burstable.slice/podu/i",image="nginx",name="i",namespace="default",pod="web"`
    const lines = text.split('\n').filter(line => line.startsWith('container_') && line.includes('{'))
    assert.deepEqual(
      lines.map(line => line.replace(labels, '…')),
      [
        'container_cpu_usage_seconds_total{container="c",cpu="total",…} 5',
        'container_last_seen{container="c",…} 20',
        'container_memory_rss{container="c",…} 1024',
        'container_memory_usage_bytes{container="c",…} 1024',
        'container_memory_working_set_bytes{container="c",…} 1024',
        'container_spec_cpu_period{container="c",…} 100000',
        'container_spec_cpu_quota{container="c",…} 50000',
        'container_spec_cpu_shares{container="c",…} 256',
        'container_spec_memory_limit_bytes{container="c",…} 67108864',
        'container_spec_memory_reservation_limit_bytes{container="c",…} 0',
        'container_spec_memory_swap_limit_bytes{container="c",…} 0',
        'container_start_time_seconds{container="c",…} 10',
      ],
    )
  })
})

describe('/metrics/probes', () => {
  it('tells of the probes of one node', () => {
    const metrics = new ProbeMetrics()
    const about = {node: 'worker-1', namespace: 'n', pod: 'p', uid: 'u', container: 'c'}

    metrics.count('liveness', about, true, 0.02)
    metrics.count('liveness', about, false, 1)
    metrics.count('readiness', {...about, node: 'worker-2'}, true, 0)

    const lines = metrics.text('worker-1').split('\n')
    assert.ok(
      lines.includes(
        'prober_probe_total{container="c",namespace="n",pod="p",pod_uid="u",probe_type="Liveness",result="failed"} 1',
      ),
    )
    assert.ok(
      lines.includes(
        'prober_probe_duration_seconds_count{container="c",namespace="n",pod="p",probe_type="Liveness"} 1',
      ),
    )
    assert.equal(
      lines.some(line => line.includes('Readiness')),
      false,
    )
  })
})
