import type {UserInfo} from './apiserver/server-request.ts'

const system = (name: string, ...groups: string[]): UserInfo => ({name, groups: [...groups, 'system:authenticated']})

const nodes = new Map<string, UserInfo>()

/** As whom each part of the cluster calls the API server: as in a cluster that kubeadm has made, and with no more rights. */
export const identities = {
  /** The API server's own, by its loopback connection. */
  apiServer: system('system:apiserver', 'system:masters'),
  /** Who sets a cluster up. */
  administrator: system('kubernetes-admin', 'system:masters'),
  controllerManager: system('system:kube-controller-manager'),
  scheduler: system('system:kube-scheduler'),
  /** A controller's service account in kube-system, or a user by his whole name. */
  controller: (account: string): UserInfo =>
    account.startsWith('system:') ? system(account) : serviceAccount('kube-system', account),
  /** A node's kubelet. */
  node(name: string): UserInfo {
    const known = nodes.get(name) ?? system(`system:node:${name}`, 'system:nodes')
    nodes.set(name, known)
    return known
  },
}

/** A service account, as its token proves it. */
const serviceAccount = (namespace: string, name: string): UserInfo =>
  system(`system:serviceaccount:${namespace}:${name}`, 'system:serviceaccounts', `system:serviceaccounts:${namespace}`)
