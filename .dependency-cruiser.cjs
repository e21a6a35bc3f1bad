/** The architecture's invariants as import rules; each comment says what to do instead. */
const component = '^src/cluster/(controllers|cloud|scheduler|kubelet|proxy|addons)/'
module.exports = {
  forbidden: [
    {
      name: 'only-the-api-server-touches-etcd',
      comment: 'Talk to the API server through src/client; only apiserver/ reads and writes the store.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(cluster/(etcd|apiserver|engine|lifecycle|daemon|one-shot|open)/|cluster/[^/]+\\.ts$|(cluster|commands)/etcdctl/)' },
      to: { path: '^src/cluster/etcd/' },
    },
    {
      name: 'components-do-not-know-each-other',
      comment: 'Components meet in the API: write an object there and let the other one watch it.',
      severity: 'error',
      from: { path: '^src/cluster/(controllers|cloud|scheduler|kubelet|proxy|addons)/' },
      to: { path: component, pathNot: '^src/cluster/$1/' },
    },
    {
      name: 'components-do-not-know-the-api-server',
      comment: 'Use the Client that the component is given.',
      severity: 'error',
      from: { path: component },
      to: { path: '^src/cluster/apiserver/' },
    },
    {
      name: 'the-vocabulary-stands-alone',
      comment: 'api/ is what both halves speak; move what needs more than that to the half that needs it.',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/(?!api/)' },
    },
    {
      name: 'the-cli-knows-no-cluster',
      comment: 'The CLI works with any Kubernetes: ask the API. Only connect.ts and the cluster, clock, node, etcdctl and why commands open the embedded one.',
      severity: 'error',
      from: { path: '^src/(cli|client|commands)/', pathNot: '^src/(client/connect\\.ts|client/kubeconfig/own-kubeconfig\\.ts|commands/(cluster|clock|node|etcdctl|why)(/|\\.ts))' },
      to: { path: '^src/cluster/' },
    },
    {
      name: 'the-cluster-knows-no-cli',
      comment: 'The cluster serves an API; printing is the CLI\'s.',
      severity: 'error',
      from: { path: '^src/cluster/' },
      to: { path: '^src/(cli|commands)/' },
    },
  ],
  options: { parser: 'swc', tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, enhancedResolveOptions: { extensions: ['.ts', '.js'] } },
}
