/** The etcdctl whose words these are. */
export const etcdctlVersion = {program: '3.5.16', api: '3.5'}
