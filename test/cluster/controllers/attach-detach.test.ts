import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {attachmentName} from '../../../src/cluster/controllers/attach-detach/attachment-name.ts'
import {createAttachDetach} from '../../../src/cluster/controllers/attach-detach/index.ts'
import {multiAttachError} from '../../../src/cluster/controllers/attach-detach/multi-attach.ts'
import {bench, start, summary} from '../../support/controller-bench.ts'

type Given = [resource: string, object: KubeObject]

const object = (resource: string, kind: string, metadata: object, rest: object = {}): Given => [
  resource,
  {apiVersion: 'v1', kind, metadata, ...rest} as KubeObject,
]
const node = (name = 'one', annotations: object = {'volumes.kubernetes.io/controller-managed-attach-detach': 'true'}) =>
  object('nodes', 'Node', {name, annotations})
const driver = (attachRequired = true) =>
  object('csidrivers', 'CSIDriver', {name: 'csi.example'}, {spec: {attachRequired}})
const volume = (accessMode = 'ReadWriteOnce') =>
  object(
    'persistentvolumes',
    'PersistentVolume',
    {name: 'v'},
    {
      spec: {
        accessModes: [accessMode],
        csi: {driver: 'csi.example', volumeHandle: 'h'},
        claimRef: {namespace: 'd', name: 'c'},
      },
    },
  )
const claim = (phase = 'Bound') =>
  object(
    'persistentvolumeclaims',
    'PersistentVolumeClaim',
    {name: 'c', namespace: 'd'},
    {
      spec: {volumeName: 'v'},
      status: {phase},
    },
  )
const pod = (name = 'p', nodeName: string | undefined = 'one', phase = 'Pending', volumes = 1) =>
  object(
    'pods',
    'Pod',
    {name, namespace: 'd'},
    {
      spec: {
        nodeName,
        volumes: Array.from({length: volumes}, (_, at) => ({
          name: `x${at}`,
          persistentVolumeClaim: {claimName: 'c'},
        })),
      },
      status: {phase},
    },
  )
const nameOn = (node: string): string => attachmentName({handle: 'h', driver: 'csi.example', node})
const attachment = (node = 'one', status: object = {attached: true}, name = nameOn(node)) =>
  object(
    'volumeattachments',
    'VolumeAttachment',
    {name, creationTimestamp: new Date(start).toISOString()},
    {
      spec: {attacher: 'csi.example', nodeName: node, source: {persistentVolumeName: 'v'}},
      status,
    },
  )
const all = [node(), driver(), volume(), claim(), pod()]

describe('the controller that attaches volumes', () => {
  it('names an attachment as every Kubernetes does', () => {
    assert.equal(nameOn('one'), 'csi-789c3c327f657ee2d9789f9c223f45c72d307414838e29e60464e03d663c2e6a')
  })

  const cases: {name: string; given: Given[]; writes: string[]; events?: string[]}[] = [
    {
      name: 'asks for the attachment of what a pod uses',
      given: all,
      writes: [`create volumeattachments ${nameOn('one')}`],
    },
    {name: 'asks for nothing twice', given: [...all, attachment('one', {attached: false})], writes: []},
    {
      name: 'leaves drivers alone that attach nothing',
      given: [node(), driver(false), volume(), claim(), pod()],
      writes: [],
    },
    {name: 'leaves drivers alone that nobody has installed', given: [node(), volume(), claim(), pod()], writes: []},
    {name: 'leaves nodes alone that attach for themselves', given: [...all.slice(1), node('one', {})], writes: []},
    {name: 'waits for claims to be bound', given: [node(), driver(), volume(), claim('Pending'), pod()], writes: []},
    {
      name: 'attaches nothing for pods that have ended',
      given: [node(), driver(), volume(), claim(), pod('p', 'one', 'Succeeded')],
      writes: [],
    },
    {
      name: 'tells the pod and the node of what is attached',
      given: [...all, attachment()],
      writes: ['patch nodes/status one'],
      events: ['Normal SuccessfulAttachVolume AttachVolume.Attach succeeded for volume "v" '],
    },
    {
      name: 'tells a pod once of what it has two volumes of',
      given: [node(), driver(), volume(), claim(), pod('p', 'one', 'Pending', 2), attachment()],
      writes: ['patch nodes/status one'],
      events: ['Normal SuccessfulAttachVolume AttachVolume.Attach succeeded for volume "v" '],
    },
    {
      name: 'detaches what no pod uses any more',
      given: [node(), driver(), volume(), claim(), attachment()],
      writes: [`delete volumeattachments ${nameOn('one')}`],
    },
    {
      name: 'detaches from nodes that are gone',
      given: [driver(), volume(), claim(), attachment('gone')],
      writes: [`delete volumeattachments ${nameOn('gone')}`],
    },
    {
      name: 'leaves attachments alone that others have made',
      given: [node(), driver(), volume(), claim(), attachment('one', {}, 'mine')],
      writes: [],
    },
    {
      name: 'passes on what the driver says',
      given: [
        ...all,
        attachment('one', {attached: false, attachError: {message: 'no room', time: '2026-01-01T00:00:00Z'}}),
      ],
      writes: [],
      events: ['Warning FailedAttachVolume AttachVolume.Attach failed for volume "v" : no room'],
    },
    {
      name: 'does not attach to a second node what can be on one only, and says to whom it belongs',
      given: [...all, node('two'), pod('q', 'two'), attachment('two', {attached: false})],
      writes: [],
      events: ['Warning FailedAttachVolume Multi-Attach error for volume "v" Volume is already used by pod(s) q'],
    },
    {
      name: 'attaches to a second node what can be on many',
      given: [
        node(),
        driver(),
        volume('ReadWriteMany'),
        claim(),
        pod(),
        node('two'),
        pod('q', 'two'),
        attachment('two', {}),
      ],
      writes: [`create volumeattachments ${nameOn('one')}`],
    },
  ]

  for (const {name, given, writes, events = []} of cases)
    it(name, async () => {
      const at = bench(...given)

      const written = await at.run(createAttachDetach)

      assert.deepEqual([summary(written), at.events], [writes, events])
      await at.close()
    })

  it('says after two minutes that the driver has not answered, and after two more', async () => {
    const at = bench(...all, attachment('one', {attached: false}))
    await at.run(createAttachDetach)

    await at.advance(119_999)
    const early = [...at.events]
    await at.advance(1)
    const once = [...at.events]
    await at.advance(120_000)

    assert.deepEqual(early, [])
    const why = 'timed out waiting for external-attacher of csi.example CSI driver to attach volume h'
    assert.deepEqual(once, [`Warning FailedAttachVolume AttachVolume.Attach failed for volume "v" : ${why}`])
    assert.equal(at.events.length, 2)
    await at.close()
  })

  it('takes a volume over once the other node has let go of it', async () => {
    const at = bench(...all, node('two'), attachment('two', {attached: true}))

    const writes = await at.run(createAttachDetach)

    assert.deepEqual(summary(writes).sort(), [
      `create volumeattachments ${nameOn('one')}`,
      `delete volumeattachments ${nameOn('two')}`,
    ])
    await at.close()
  })

  const elsewhere = object('pods', 'Pod', {name: 'r', namespace: 'e'})[1]
  const words: {others: KubeObject[]; expected: string}[] = [
    {others: [], expected: "Volume is already exclusively attached to one node and can't be attached to another"},
    {others: [elsewhere], expected: 'Volume is already used by 1 pod(s) in different namespaces'},
    {
      others: [pod('q')[1], pod('s')[1], elsewhere],
      expected: 'Volume is already used by pod(s) q, s and 1 pod(s) in different namespaces',
    },
  ]
  for (const {others, expected} of words)
    it(`says: ${expected}`, () => {
      assert.equal(multiAttachError(pod()[1], others), expected)
    })
})
