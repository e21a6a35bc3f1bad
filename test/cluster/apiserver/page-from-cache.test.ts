import {deepStrictEqual, strictEqual} from 'node:assert/strict'
import type {Client} from '../../../src/client/client.ts'
import {startTestApiServer} from '../../support/api-server.ts'

const collection = (namespace?: string) => ({
  group: '',
  version: 'v1',
  resource: 'configmaps',
  ...(namespace && {namespace}),
})

interface Page {
  names: string[]
  remaining: number | undefined
  token: string
}

/** All pages of a list, each with what it says of the rest. */
async function pagesOf(client: Client, namespace: string | undefined, labelSelector: string): Promise<Page[]> {
  const pages: Page[] = []
  for (let token = ''; ; ) {
    const {items, metadata} = await client.list(collection(namespace), {limit: 4, labelSelector, continue: token})
    token = metadata.continue ?? ''
    const names = items.map(item => `${item.metadata.namespace}/${item.metadata.name}`)
    pages.push({names, remaining: metadata.remainingItemCount, token})
    if (!token) return pages
  }
}

async function withConfigMaps(test: (client: Client) => Promise<void>): Promise<void> {
  const {client, close} = await startTestApiServer({namespaces: ['default', 'default-2', 'kube-system']})
  try {
    for (const namespace of ['default-2', 'default', 'kube-system'])
      for (const index of [4, 1, 3, 0, 2]) {
        const metadata = {name: `c-${index}`, labels: {parity: index % 2 === 0 ? 'even' : 'odd'}}
        await client.create(collection(namespace), {metadata})
      }
    await test(client)
  } finally {
    await close()
  }
}

describe('pages from the watch cache', () => {
  for (const namespace of [undefined, 'default'])
    for (const selector of ['', 'parity=even', 'parity=none'])
      it(`are what the store answers, in ${namespace ?? 'all namespaces'} with selector ${JSON.stringify(selector)}`, () =>
        withConfigMaps(async client => {
          const stored = await pagesOf(client, namespace, selector)

          await startWatching(client)
          const remembered = await pagesOf(client, namespace, selector)

          deepStrictEqual(remembered, stored)
        }))

  it('are of the first page’s revision, whatever is written between them', () =>
    withConfigMaps(async client => {
      await startWatching(client)
      const first = await client.list(collection('default'), {limit: 3})

      await client.delete({...collection('default'), name: 'c-4'})
      const second = await client.list(collection('default'), {limit: 3, continue: first.metadata.continue})

      deepStrictEqual(
        second.items.map(item => item.metadata.name),
        ['c-3', 'c-4'],
      )
      strictEqual(second.metadata.resourceVersion, first.metadata.resourceVersion)
    }))
})

async function startWatching(client: Client): Promise<void> {
  for await (const {object} of client.watch(collection(), {
    sendInitialEvents: true,
    resourceVersionMatch: 'NotOlderThan',
    allowWatchBookmarks: true,
  })) {
    if (object.metadata.annotations?.['k8s.io/initial-events-end']) return
  }
}
