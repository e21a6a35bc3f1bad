import assert from 'node:assert/strict'
import {proxyOf} from '../../../src/client/proxy/proxy-of.ts'

const proxy = 'http://proxy:3128'
const server = 'https://kube.example.com:6443'

const cases: {name: string; server?: string; env: Record<string, string>; proxyUrl?: string; expected?: string}[] = [
  {name: 'nobody names one', env: {}},
  {name: 'the environment does', env: {HTTPS_PROXY: proxy}, expected: proxy},
  {name: 'it does so in small letters', env: {https_proxy: 'proxy:3128'}, expected: proxy},
  {name: 'it names one for other servers', env: {HTTP_PROXY: proxy}},
  {name: 'the kubeconfig names another', env: {HTTPS_PROXY: proxy}, proxyUrl: 'socks5://s:1', expected: 'socks5://s:1'},
  {name: 'the server is this machine', server: 'https://127.0.0.1:6443', env: {HTTPS_PROXY: proxy}},
  {name: 'a domain is exempt', env: {HTTPS_PROXY: proxy, NO_PROXY: 'a, example.com'}},
  {name: 'what is below a domain is exempt', env: {HTTPS_PROXY: proxy, NO_PROXY: '.example.com'}},
  {name: 'another port is exempt', env: {HTTPS_PROXY: proxy, NO_PROXY: 'kube.example.com:443'}, expected: proxy},
  {name: 'everything is exempt', env: {HTTPS_PROXY: proxy, no_proxy: '*'}},
  {name: 'its addresses are exempt', server: 'https://10.1.2.3', env: {HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8'}},
  {name: 'others are', server: 'https://11.1.2.3', env: {HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8'}, expected: proxy},
]

describe('the proxy that leads to a server', () => {
  for (const {name, server: to = server, env, proxyUrl, expected} of cases)
    it(`is ${expected ?? 'none'} where ${name}`, () =>
      assert.equal(proxyOf(to, {env, ...(proxyUrl && {proxyUrl})}), expected))
})
