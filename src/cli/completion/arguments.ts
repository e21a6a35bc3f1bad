/** What stands where a command takes objects. */
export interface Arguments {
  /** The types that may come first; absent: all that the server has. */
  types?: readonly string[]
  /** Whether only one object is taken. */
  single?: boolean
}

const workloads = ['deployment', 'daemonset', 'statefulset']
const scalable = ['deployment', 'replicaset', 'replicationcontroller', 'statefulset']
const withImages = [
  'daemonsets',
  'deployments',
  'pods',
  'cronjobs',
  'replicasets',
  'replicationcontrollers',
  'statefulsets',
]

/** Commands whose arguments are a type and then names of objects of it, or `TYPE/NAME` throughout. */
export const takesTargets: Record<string, Arguments> = {
  annotate: {},
  'apply edit-last-applied': {},
  'apply view-last-applied': {},
  autoscale: {types: scalable},
  debug: {},
  delete: {},
  describe: {},
  edit: {},
  expose: {types: ['pod', 'service', 'replicationcontroller', 'deployment', 'replicaset']},
  get: {},
  label: {},
  patch: {},
  'rollout history': {types: workloads},
  'rollout pause': {types: ['deployment']},
  'rollout restart': {types: workloads},
  'rollout resume': {types: ['deployment']},
  'rollout status': {types: workloads, single: true},
  'rollout undo': {types: workloads},
  scale: {types: scalable},
  'set image': {types: withImages, single: true},
  taint: {types: ['node']},
}

/** Commands whose first argument is the name of an object of one type. */
export const takesNames: Record<string, string> = {
  cordon: 'nodes',
  'create token': 'serviceaccounts',
  drain: 'nodes',
  'top node': 'nodes',
  'top pod': 'pods',
  uncordon: 'nodes',
}

/** Commands that take a pod or `TYPE/NAME`, and what may follow it. */
export const takesPods: Record<string, 'nothing' | 'container' | 'port'> = {
  attach: 'nothing',
  exec: 'nothing',
  logs: 'container',
  'port-forward': 'port',
}

/** Commands whose argument is an entry of the kubeconfig. */
export const takesEntries: Record<string, 'contexts' | 'clusters' | 'users'> = {
  'config delete-cluster': 'clusters',
  'config delete-context': 'contexts',
  'config delete-user': 'users',
  'config rename-context': 'contexts',
  'config set-context': 'contexts',
  'config use-context': 'contexts',
}

/** Commands with a fixed choice. */
export const takesWords: Record<string, readonly string[]> = {completion: ['bash', 'zsh', 'fish', 'powershell']}
