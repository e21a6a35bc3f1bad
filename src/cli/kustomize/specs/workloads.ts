/** Where the pod template of each kind is, as a path and a slash. */
export const podTemplates: Record<string, string> = {
  Deployment: 'spec/template/',
  ReplicaSet: 'spec/template/',
  DaemonSet: 'spec/template/',
  StatefulSet: 'spec/template/',
  ReplicationController: 'spec/template/',
  Job: 'spec/template/',
  CronJob: 'spec/jobTemplate/spec/template/',
}

/** The same with pods, which are a template themselves. */
export const podHolders: Record<string, string> = {...podTemplates, Pod: ''}
