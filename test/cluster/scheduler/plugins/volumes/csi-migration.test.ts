import assert from 'node:assert/strict'
import type {CSINode, PersistentVolume, Volume} from '../../../../../src/api/kinds.ts'
import {migratedVolume} from '../../../../../src/cluster/scheduler/plugins/volumes/csi-migration.ts'

const csiNode = (plugins?: string) =>
  ({
    metadata: {name: 'one', ...(plugins && {annotations: {'storage.alpha.kubernetes.io/migrated-plugins': plugins}})},
    spec: {drivers: []},
  }) as unknown as CSINode
const labelled = (label: string, value: string) => ({metadata: {labels: {[label]: value}}}) as PersistentVolume

describe('volumes that CSI drivers have taken over', () => {
  const google = {gcePersistentDisk: {pdName: 'd'}}
  const cases: {
    name: string
    source: Partial<Volume>
    node?: CSINode
    volume?: PersistentVolume
    expected: string | undefined
  }[] = [
    {
      name: 'a Google disk of a pod may be in any zone',
      source: google,
      expected: 'pd.csi.storage.gke.io projects/UNSPECIFIED/zones/UNSPECIFIED/disks/d',
    },
    {
      name: 'one of a volume is in its zone',
      source: google,
      volume: labelled('topology.kubernetes.io/zone', 'europe-west1-b'),
      expected: 'pd.csi.storage.gke.io projects/UNSPECIFIED/zones/europe-west1-b/disks/d',
    },
    {
      name: 'one of several zones is in their region',
      source: google,
      volume: labelled('failure-domain.beta.kubernetes.io/zone', 'europe-west1-b__europe-west1-c'),
      expected: 'pd.csi.storage.gke.io projects/UNSPECIFIED/regions/europe-west1/disks/d',
    },
    {
      name: 'an Amazon disk may be named by its URL',
      source: {awsElasticBlockStore: {volumeID: 'aws://eu-west-1a/vol-1'}},
      expected: 'ebs.csi.aws.com vol-1',
    },
    {
      name: 'an Amazon disk may be named as it is',
      source: {awsElasticBlockStore: {volumeID: 'vol-1'}},
      expected: 'ebs.csi.aws.com vol-1',
    },
    {
      name: 'a managed Azure disk',
      source: {azureDisk: {diskName: 'n', diskURI: '/subscriptions/x', kind: 'Managed'}},
      expected: 'disk.csi.azure.com /subscriptions/x',
    },
    {name: 'Cinder', source: {cinder: {volumeID: 'c'}}, expected: 'cinder.csi.openstack.org c'},
    {
      name: 'Portworx has not where the node does not say so',
      source: {portworxVolume: {volumeID: 'p'}},
      expected: undefined,
    },
    {
      name: 'Portworx has where the node says so',
      source: {portworxVolume: {volumeID: 'p'}},
      node: csiNode('kubernetes.io/aws-ebs,kubernetes.io/portworx-volume'),
      expected: 'pxd.portworx.com p',
    },
    {
      name: 'of vSphere no volumes are counted',
      source: {vsphereVolume: {volumePath: 'v'}},
      node: csiNode('kubernetes.io/vsphere-volume'),
      expected: undefined,
    },
    {name: 'a directory', source: {emptyDir: {}}, expected: undefined},
  ]
  for (const {name, source, node = csiNode(), volume, expected} of cases)
    it(name, () => {
      const found = migratedVolume(source, node, volume)

      assert.equal(found && `${found.driver} ${found.handle}`, expected)
    })

  it('nothing has been taken over where no CSINode is', () => {
    assert.equal(migratedVolume({cinder: {volumeID: 'c'}}, undefined), undefined)
  })

  const refused: {name: string; source: Partial<Volume>; volume?: PersistentVolume; message: RegExp}[] = [
    {
      name: 'an Azure disk that is not managed',
      source: {azureDisk: {diskName: 'n', diskURI: 'u', kind: 'Dedicated'}},
      message: /kind\(Dedicated\) is not supported in csi migration/,
    },
    {
      name: 'a URL that names no Amazon disk',
      source: {awsElasticBlockStore: {volumeID: 'aws://eu-west-1a/disk'}},
      message: /Invalid format for AWS volume \(aws:\/\/eu-west-1a\/disk\)/,
    },
    {
      name: 'a Google disk in two regions',
      source: google,
      volume: labelled('topology.kubernetes.io/zone', 'europe-west1-b__europe-west2-a'),
      message: /multiple or no regions gotten from zones/,
    },
  ]
  for (const {name, source, volume, message} of refused)
    it(`no driver has a name for ${name}`, () => {
      assert.throws(() => migratedVolume(source, csiNode(), volume), message)
    })
})
