import {nodeHosts} from '../../containers/node-hosts.ts'

export interface NodeIdentity {
  node: string
  address: string
  podCidr: string
  machineId: string
}

/** What the operating system of a node says of itself. */
export const systemFiles = ({node, address, podCidr, machineId}: NodeIdentity): Record<string, string> => ({
  '/etc/hosts': nodeHosts(node, address),
  '/etc/hostname': `${node}\n`,
  '/etc/resolv.conf': 'nameserver 127.0.0.11\noptions ndots:0\n',
  '/etc/machine-id': `${machineId}\n`,
  '/etc/crictl.yaml': `runtime-endpoint: ${socket}\nimage-endpoint: ${socket}\ntimeout: 10\n`,
  '/etc/containerd/config.toml': containerd,
  '/etc/cni/net.d/10-bridge.conflist': `${JSON.stringify(network(podCidr), undefined, 2)}\n`,
  '/run/containerd/containerd.sock': '',
})

const socket = 'unix:///run/containerd/containerd.sock'

const containerd = `version = 3
root = '/var/lib/containerd'
state = '/run/containerd'

[grpc]
  address = '/run/containerd/containerd.sock'

[plugins.'io.containerd.cri.v1.images']
  [plugins.'io.containerd.cri.v1.images'.pinned_images]
    sandbox = 'registry.k8s.io/pause:3.10.1'

[plugins.'io.containerd.cri.v1.runtime']
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    conf_dir = '/etc/cni/net.d'
  [plugins.'io.containerd.cri.v1.runtime'.containerd]
    default_runtime_name = 'runc'
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
      runtime_type = 'io.containerd.runc.v2'
      [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
        SystemdCgroup = true
`

const network = (subnet: string) => ({
  cniVersion: '1.0.0',
  name: 'bridge',
  plugins: [
    {
      type: 'bridge',
      bridge: 'cni0',
      isGateway: true,
      ipMasq: true,
      ipam: {type: 'host-local', ranges: [[{subnet}]], routes: [{dst: '0.0.0.0/0'}]},
    },
    {type: 'portmap', capabilities: {portMappings: true}},
  ],
})
