import assert from 'node:assert/strict'
import type {Node, Pod} from '../../../../src/api/kinds.ts'
import {stringifyYaml} from '../../../../src/api/yaml/stringify.ts'
import {controlPlaneManifests} from '../../../../src/cluster/bootstrap/index.ts'
import type {NodeDisk} from '../../../../src/cluster/containers/node-disk.ts'
import {createStaticPods} from '../../../../src/cluster/kubelet/static-pods/static-pods.ts'
import {bench, summary} from '../../../support/controller-bench.ts'

const node = {apiVersion: 'v1', kind: 'Node', metadata: {name: 'Main', uid: 'u'}} as Node
const parts = controlPlaneManifests({node: 'Main', address: '172.18.0.2', port: 6443, version: 'v1.34.3'})
const names = Object.keys(parts).map(file => `kube-system/${file.replace('.yaml', '')}-main`)

/** A disk whose manifests' folder is a map; undefined: nobody has touched it. */
class ManifestsFolder implements Pick<NodeDisk, 'isChanged' | 'filesIn' | 'onChange'> {
  private files?: Map<string, string>
  private listener: (node: string) => void = () => {}

  isChanged = () => this.files !== undefined
  filesIn = async () => this.files!
  onChange = (listener: (node: string) => void) => {
    this.listener = listener
    return () => {}
  }

  hold(files: Record<string, string>): void {
    this.files = new Map(Object.entries(files))
    this.listener('Main')
  }
}

async function shown() {
  const at = bench(['nodes', node])
  at.context.informers
    .informer<Pod>({group: '', version: 'v1', resource: 'pods'})
    .addIndex('node', ({spec}) => [spec?.nodeName ?? ''])
  const disk = new ManifestsFolder()
  let runs = true
  const complaints: string[] = []
  const first = await at.run(context =>
    createStaticPods(context, {
      folderOf: () => '/etc/kubernetes/manifests',
      kubeletOf: () => (runs ? context : undefined),
      disk: disk as unknown as NodeDisk,
      manifestsOf: () => parts,
      complain: (name, {path, why}) => complaints.push(`${name} ${path}: ${why}`),
    }),
  )
  return {
    at,
    complaints,
    first: summary(first),
    hold: async (files: Record<string, string>) => {
      disk.hold(files)
      return summary(await at.settle())
    },
    stop: () => {
      runs = false
    },
  }
}

const texts = Object.fromEntries(Object.entries(parts).map(([file, pod]) => [file, stringifyYaml(pod)]))
const web = (image: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: ${image}}]}}`

describe('static pods', () => {
  it('are shown as pods of their node, and again when somebody deletes one', async () => {
    const {at, first} = await shown()

    const pod = at.api.all('pods').find(({metadata}) => metadata.name === 'etcd-main') as Pod
    at.api.remove('pods', 'kube-system/etcd-main')
    const again = summary(await at.settle())

    assert.deepEqual(
      first,
      names.map(name => `create pods ${name}`),
    )
    assert.deepEqual(pod.metadata.ownerReferences, [
      {apiVersion: 'v1', kind: 'Node', name: 'Main', uid: 'u', controller: true},
    ])
    assert.deepEqual(Object.keys(pod.metadata.annotations!).sort(), [
      'kubeadm.kubernetes.io/etcd.advertise-client-urls',
      'kubernetes.io/config.hash',
      'kubernetes.io/config.mirror',
      'kubernetes.io/config.seen',
      'kubernetes.io/config.source',
    ])
    assert.deepEqual(pod.spec?.tolerations, [{effect: 'NoExecute', operator: 'Exists'}])
    assert.deepEqual(again, ['create pods kube-system/etcd-main'])
    await at.close()
  })

  it('stay what they are when their files say the same', async () => {
    const {at, hold} = await shown()

    assert.deepEqual(await hold(texts), [])
    await at.close()
  })

  it('come, change and go with their files', async () => {
    const {at, hold} = await shown()

    const came = await hold({...texts, 'web.yaml': web('nginx')})
    const changed = await hold({...texts, 'web.yaml': web('httpd')})
    const image = (at.api.all('pods').find(({metadata}) => metadata.name === 'web-main') as Pod).spec!.containers[0]!
      .image
    const went = await hold(texts)

    assert.deepEqual(came, ['create pods default/web-main'])
    assert.deepEqual(changed, ['delete pods default/web-main', 'create pods default/web-main'])
    assert.equal(image, 'httpd')
    assert.deepEqual(went, ['delete pods default/web-main'])
    await at.close()
  })

  const broken = [
    {name: 'is no YAML', text: 'kind: [Pod'},
    {name: 'has no name', text: 'apiVersion: v1\nkind: Pod\nmetadata: {}\n'},
    {name: 'is another kind', text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n'},
    {name: 'is empty', text: ''},
  ]
  for (const {name, text} of broken)
    it(`are gone when their file ${name}, and the others stay`, async () => {
      const {at, hold} = await shown()
      await hold({...texts, 'web.yaml': web('nginx')})

      assert.deepEqual(await hold({...texts, 'web.yaml': text}), ['delete pods default/web-main'])
      await at.close()
    })

  it('have their kubelet say what is wrong with a file, once', async () => {
    const {at, hold, complaints} = await shown()

    await hold({...texts, 'web.yaml': 'kind: Pod\napiVersion: v1\n'})
    await hold({...texts, 'web.yaml': 'kind: Pod\napiVersion: v1\n', 'other.yaml': 'a: b'})

    assert.deepEqual(complaints, [
      'Main /etc/kubernetes/manifests/web.yaml: invalid pod: name is needed for the pod',
      'Main /etc/kubernetes/manifests/other.yaml: invalid pod:  ',
    ])
    await at.close()
  })

  it('have it said again when what was mended is wrong once more', async () => {
    const {at, hold, complaints} = await shown()
    const broken = {...texts, 'web.yaml': 'kind: Pod\napiVersion: v1\n'}

    await hold(broken)
    await hold(texts)
    await hold(broken)

    const complaint = 'Main /etc/kubernetes/manifests/web.yaml: invalid pod: name is needed for the pod'
    assert.deepEqual(complaints, [complaint, complaint])
    await at.close()
  })

  it('are left alone while the kubelet is stopped', async () => {
    const {at, hold, stop} = await shown()
    stop()

    assert.deepEqual(await hold({}), [])
    await at.close()
  })
})
