/** What kctl has and kubectl has not. */
export const ownCommands: readonly string[] = ['cluster', 'node', 'clock', 'etcdctl', 'why']

/** The groups of the root help, in kubectl's order; commands that no group names are listed under "Other Commands:". */
export const commandGroups: readonly {title: string; commands: readonly string[]}[] = [
  {title: 'Basic Commands (Beginner):', commands: ['create', 'expose', 'run', 'set']},
  {title: 'Basic Commands (Intermediate):', commands: ['explain', 'get', 'edit', 'delete']},
  {title: 'Deploy Commands:', commands: ['rollout', 'scale', 'autoscale']},
  {
    title: 'Cluster Management Commands:',
    commands: ['certificate', 'cluster-info', 'top', 'cordon', 'uncordon', 'drain', 'taint'],
  },
  {
    title: 'Troubleshooting and Debugging Commands:',
    commands: ['describe', 'logs', 'attach', 'exec', 'port-forward', 'proxy', 'cp', 'auth', 'debug', 'events'],
  },
  {title: 'Advanced Commands:', commands: ['diff', 'apply', 'patch', 'replace', 'wait', 'kustomize']},
  {title: 'Settings Commands:', commands: ['label', 'annotate', 'completion']},
  {title: 'The Embedded Cluster:', commands: ownCommands},
]
