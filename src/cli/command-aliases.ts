/** Other names of commands, and the ones that the table holds. */
export const commandAliases: Record<string, string> = {
  'create cj': 'create cronjob',
  'create cm': 'create configmap',
  'create deploy': 'create deployment',
  'create ing': 'create ingress',
  'create ns': 'create namespace',
  'create pc': 'create priorityclass',
  'create pdb': 'create poddisruptionbudget',
  'create resourcequota': 'create quota',
  'create sa': 'create serviceaccount',
  'create svc': 'create service',
}
