import assert from 'node:assert/strict'
import {inlineSpecErrors} from '../../../../../src/cluster/resources/storage/volume-attachment/inline-spec.ts'

const csi = {driver: 'd.example.com', volumeHandle: 'h'}
const accessModes = ['ReadWriteOnce']
const inline = 'may not be specified in the context of inline volumes'

const cases: {name: string; spec: object; expected: string[]}[] = [
  {name: "a driver's volume", spec: {csi, accessModes}, expected: []},
  {
    name: 'a volume of another kind, of which its own kind is told too',
    spec: {azureDisk: {diskName: 'n', diskURI: '', kind: 'Managed'}},
    expected: ['csi: has to be specified in the context of inline volumes', 'accessModes', 'azureDisk.diskURI'],
  },
  {
    name: 'what only a PersistentVolume says',
    spec: {csi, accessModes, capacity: {storage: '1'}, storageClassName: 'c', claimRef: {}, nodeAffinity: {}},
    expected: [`claimRef: ${inline}`, `capacity: ${inline}`, `nodeAffinity: ${inline}`, `storageClassName: ${inline}`],
  },
  {
    name: 'a volume that is given back or is a device',
    spec: {csi, accessModes, persistentVolumeReclaimPolicy: 'Delete', volumeMode: 'Block'},
    expected: [
      'persistentVolumeReclaimPolicy: may only be Retain in the context of inline volumes',
      'volumeMode: may not specify volumeMode other than Filesystem in the context of inline volumes',
    ],
  },
]

describe('a volume that is attached inline', () => {
  for (const {name, spec, expected} of cases)
    it(`is judged: ${name}`, () => {
      const errors = [...inlineSpecErrors('v', spec)]

      const told = errors.map(({field, detail}) => field.slice(2) + (detail.includes('inline') ? `: ${detail}` : ''))
      assert.deepEqual([...new Set(told)], expected)
    })
})
