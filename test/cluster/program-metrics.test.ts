import assert from 'node:assert/strict'
import type {Pod} from '../../src/api/kinds.ts'
import type {WholeCluster} from '../support/whole-cluster.ts'

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web', namespace: 'default'},
  spec: {
    replicas: 2,
    selector: {matchLabels: {app: 'web'}},
    template: {metadata: {labels: {app: 'web'}}, spec: {containers: [{name: 'web', image: 'nginx'}]}},
  },
}

/** What Prometheus, kube-state-metrics' neighbours and metrics-server scrape of a control plane and its nodes. */
describe('the programs of a cluster', function () {
  this.timeout(30_000)
  let whole: WholeCluster

  before(async () => {
    // Imported here, as the cluster imports its parts: what mocha has required is another copy.
    const {startWholeCluster} = await import('../support/whole-cluster.ts')
    whole = await startWholeCluster()
    await whole.client.create({group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default'}, deployment)
    await whole.cluster.engine.advance(5 * 60_000)
  })
  after(() => whole.close())

  const text = async (url: string): Promise<string> => {
    const {status, body} = await whole.cluster.handle({
      method: 'GET',
      url,
      user: {name: 'a', groups: ['system:masters']},
    })
    assert.equal(status, 200, url)
    if (body.type === 'stream') assert.fail('a stream')
    return body.type === 'text'
      ? body.text
      : body.type === 'bytes'
        ? Buffer.from(body.bytes).toString()
        : JSON.stringify(body)
  }
  const pod = (name: string, port: number, scheme = 'https:') =>
    `/api/v1/namespaces/kube-system/pods/${scheme}${name}-control-plane:${port}/proxy`

  it('tell what they have done, over TLS and without it', async () => {
    const scheduler = await text(`${pod('kube-scheduler', 10259)}/metrics`)
    const plain = await text(`${pod('kube-scheduler', 10259, '')}/metrics`)
    const manager = await text(`${pod('kube-controller-manager', 10257)}/metrics`)

    const scheduled = 'scheduler_schedule_attempts_total{profile="default-scheduler",result="scheduled"}'
    assert.match(scheduler, new RegExp(`^${scheduled} \\d+$`, 'm'))
    assert.match(scheduler, /^scheduler_pending_pods\{queue="active"\} 0$/m)
    assert.match(scheduler, /^scheduler_pod_scheduling_sli_duration_seconds_count\{attempts="1"\} \d+$/m)
    assert.match(scheduler, /^rest_client_requests_total\{code="201",host="172.18.0.2:6443",method="POST"\} \d+$/m)
    assert.match(plain, /^leader_election_master_status\{name="kube-scheduler"\} 1$/m)
    assert.match(manager, /^workqueue_adds_total\{name="deployment"\} [1-9]/m)
    assert.match(manager, /^workqueue_depth\{name="deployment"\} 0$/m)
    assert.match(manager, /^workqueue_work_duration_seconds_count\{name="replicaset"\} [1-9]/m)
  })

  it('answer their probes, so that nobody restarts them', async () => {
    const {items} = await whole.client.list<Pod>({group: '', version: 'v1', resource: 'pods', namespace: 'kube-system'})

    const restarts = items.map(({metadata, status}) => [metadata.name, status?.containerStatuses?.[0]?.restartCount])
    assert.deepEqual(
      restarts.filter(([, count]) => count !== 0),
      [],
    )
  })

  it('measure what runs on the nodes', async () => {
    const nodes = ['worker-1', 'worker-2']
    const resources = (await Promise.all(nodes.map(node => text(`/api/v1/nodes/${node}/proxy/metrics/resource`)))).join(
      '',
    )
    const kubelet = await text('/api/v1/nodes/worker-1/proxy/metrics')

    const used = /^container_cpu_usage_seconds_total\{container="web",namespace="default",pod="web-\S+"\} (\S+)$/gm
    assert.equal([...resources.matchAll(used)].filter(match => Number(match[1]) > 0).length, 2)
    assert.match(resources, /^node_memory_working_set_bytes [1-9]/m)
    assert.match(resources, /^resource_scrape_error 0$/m)
    assert.match(kubelet, /^kubelet_running_pods [1-9]/m)
    assert.match(kubelet, /^kubelet_node_name\{node="worker-1"\} 1$/m)
  })

  it('are counted by the API server, which tells what it has from where', async () => {
    await whole.cluster.handle({method: 'GET', url: '/api/v1/namespaces/default/pods', outside: true})
    const metrics = await text('/metrics')

    assert.match(metrics, /^authentication_attempts\{result="success"\} [1-9]/m)
    assert.match(metrics, /^authenticated_user_requests\{username="other"\} [1-9]/m)
    assert.match(metrics, /^authorization_attempts_total\{result="allowed"\} [1-9]/m)
    assert.match(metrics, /^apiserver_watch_cache_events_received_total\{group="",resource="pods"\} [1-9]/m)
    assert.match(metrics, /^apiserver_storage_list_total\{group="apps",resource="deployments"\} [1-9]/m)
    assert.match(metrics, /^etcd_requests_total\{group="",operation="create",resource="pods"\} [1-9]/m)
  })
})
