import type {RealServer} from './start-server.ts'

/** Requests per second that components allow themselves: as many as upstream's scheduler_perf does, for it is the programs that are measured and not their limits. */
const qps = 5000

/** kube-scheduler, as it is but for its limit on requests. */
export function startScheduler(server: RealServer): void {
  const config = {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    clientConnection: {kubeconfig: server.kubeconfig, qps, burst: qps},
    leaderElection: {leaderElect: false},
  }
  const file = server.file('scheduler.json', JSON.stringify(config))
  server.launch('kube-scheduler', [`--config=${file}`, ...toItself(server)])
}

/** kube-controller-manager, as it is but for its limit on requests. */
export function startControllerManager({kubeconfig, keys, launch, ...server}: RealServer): void {
  launch('kube-controller-manager', [
    `--kubeconfig=${kubeconfig}`,
    `--kube-api-qps=${qps}`,
    `--kube-api-burst=${qps}`,
    '--leader-elect=false',
    '--cluster-cidr=10.128.0.0/9',
    '--allocate-node-cidrs=true',
    '--service-cluster-ip-range=10.96.0.0/12',
    `--cluster-signing-cert-file=${keys.ca}`,
    `--cluster-signing-key-file=${keys.caKey}`,
    `--root-ca-file=${keys.ca}`,
    `--service-account-private-key-file=${keys.accountsKey}`,
    '--use-service-account-credentials=true',
    ...toItself({kubeconfig, ...server}),
  ])
}

/** kwok plays every node's kubelet. */
export function startKwok({kubeconfig, launch}: RealServer): void {
  launch('kwok', [`--kubeconfig=${kubeconfig}`, '--manage-all-nodes=true', '--v=ERROR'])
}

/** It serves nobody but this machine, if anybody. */
const toItself = ({kubeconfig}: {kubeconfig: string}): string[] => [
  `--authentication-kubeconfig=${kubeconfig}`,
  `--authorization-kubeconfig=${kubeconfig}`,
  '--bind-address=127.0.0.1',
  '--secure-port=0',
]
