import assert from 'node:assert/strict'
import {goDump} from '../../../src/api/go-dump/index.ts'

const quantities = [
  {
    name: '0',
    expected:
      '{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)0 Format:(resource.Format)DecimalSI}',
  },
  {
    name: '1500m',
    expected:
      '{i:(resource.int64Amount){value:(int64)1500 scale:(resource.Scale)-3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1500m Format:(resource.Format)DecimalSI}',
  },
  {
    name: '1Gi',
    expected:
      '{i:(resource.int64Amount){value:(int64)1073741824 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1Gi Format:(resource.Format)BinarySI}',
  },
  {
    name: '1.5Gi',
    expected:
      '{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)false abs:(big.nat)[1610612736000000000]} scale:(inf.Scale)9}} s:(string) Format:(resource.Format)BinarySI}',
  },
  {
    name: '64Mi',
    expected:
      '{i:(resource.int64Amount){value:(int64)67108864 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string) Format:(resource.Format)BinarySI}',
  },
  {
    name: '12E',
    expected:
      '{i:(resource.int64Amount){value:(int64)12 scale:(resource.Scale)18} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)12E Format:(resource.Format)DecimalSI}',
  },
  {
    name: '5n',
    expected:
      '{i:(resource.int64Amount){value:(int64)5 scale:(resource.Scale)-9} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)5n Format:(resource.Format)DecimalSI}',
  },
  {
    name: '1e3',
    expected:
      '{i:(resource.int64Amount){value:(int64)1 scale:(resource.Scale)3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)1e3 Format:(resource.Format)DecimalExponent}',
  },
  {
    name: '-1.5Ki',
    expected:
      '{i:(resource.int64Amount){value:(int64)0 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec){unscaled:(big.Int){neg:(bool)true abs:(big.nat)[1536000000000]} scale:(inf.Scale)9}} s:(string) Format:(resource.Format)BinarySI}',
  },
  {
    name: '123456789Ki',
    expected:
      '{i:(resource.int64Amount){value:(int64)126419751936 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)123456789Ki Format:(resource.Format)BinarySI}',
  },
  {
    name: '0.5',
    expected:
      '{i:(resource.int64Amount){value:(int64)5 scale:(resource.Scale)-1} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string) Format:(resource.Format)DecimalSI}',
  },
]

describe('Go dump', () => {
  for (const {name, expected} of quantities)
    it(`prints the quantity ${name} as Go holds it`, () => {
      assert.equal(goDump('v1.ResourceList', {cpu: name}), `(v1.ResourceList)map[cpu:${expected}]`)
    })

  it('prints absent fields, and those that stand in their parent', () => {
    const given = {name: 'v', hostPath: {path: '/x'}}

    const printed = goDump('v1.Volume', given)

    assert.match(
      printed,
      /^\(v1\.Volume\){Name:\(string\)v VolumeSource:\(v1\.VolumeSource\){HostPath:\(\*v1\.HostPathVolumeSource\){Path:/,
    )
    assert.match(
      printed,
      /Path:\(string\)\/x Type:\(\*v1\.HostPathType\)<nil>} EmptyDir:\(\*v1\.EmptyDirVolumeSource\)<nil> /,
    )
  })

  it('prints a port by number and by name', () => {
    const ports = [8080, 'web'].map(port => goDump('v1.TCPSocketAction', {port}))

    assert.deepEqual(ports, [
      '(v1.TCPSocketAction){Port:(intstr.IntOrString){Type:(intstr.Type)0 IntVal:(int32)8080 StrVal:(string)} Host:(string)}',
      '(v1.TCPSocketAction){Port:(intstr.IntOrString){Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)web} Host:(string)}',
    ])
  })
})
