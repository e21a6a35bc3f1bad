import type {NodeConnector} from './apiserver/index.ts'

/** The way to the kubelets of this process, which are loaded when somebody first wants something of them. */
export const lazyNodeConnector = (load: () => Promise<NodeConnector>): NodeConnector => ({
  log: async (...args) => (await load()).log(...args),
  exec: async (...args) => (await load()).exec(...args),
  attach: async (...args) => (await load()).attach(...args),
  portForward: async (...args) => (await load()).portForward(...args),
  proxyPod: async (...args) => (await load()).proxyPod(...args),
  proxyNode: async (...args) => (await load()).proxyNode(...args),
  dial: async (...args) => (await load()).dial(...args),
})
