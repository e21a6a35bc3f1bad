import {strict as assert} from 'node:assert'
import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {decode, schemaOfKind, strictDecodingError} from '../../../src/api/schema/index.ts'

const shared = path.resolve(import.meta.dirname, '../../../../shared/parity/api')

describe('decode', () => {
  it('answers what a real API server answered', function () {
    if (!existsSync(shared)) return this.skip()
    const read = (folder: string) =>
      readFileSync(path.join(shared, folder, 'decoding.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
    const answers = new Map(read('golden').map(answer => [answer.id, answer]))
    let compared = 0
    for (const {id, path: url, raw, body, headers} of read('requests')) {
      const answer = answers.get(id)
      const text = raw ?? JSON.stringify(body)
      if (headers?.['content-type'] || !text.startsWith('{') || !text.includes('"kind":')) continue
      const {apiVersion, kind} = JSON.parse(text.endsWith(',') ? '{}' : text) as {apiVersion?: string; kind?: string}
      if (
        !apiVersion ||
        !kind ||
        !/cannot unmarshal|strict decoding|parsing time|quantities/.test(JSON.stringify(answer))
      )
        continue
      const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
      const schema = schemaOfKind({group: group!, version: version!, kind})!
      const fieldValidation = new URL(url, 'http://x').searchParams.get('fieldValidation') as 'Strict'
      assert.equal(
        messageOf(() => decode(schema, text, {fieldValidation}).problems),
        answer.body.message
          .replace(/^.*cannot be handled as a \w+: /, '')
          .replace('TIME07:00', '2006-01-02T15:04:05Z07:00'),
        id,
      )
      compared++
    }
    assert.ok(compared >= 15, `${compared} compared`)
  })

  const pod = schemaOfKind({group: '', version: 'v1', kind: 'Pod'})!
  const refusals: {name: string; given: string; expected: string}[] = [
    {
      name: 'a string where a list belongs',
      given: '{"spec":{"containers":"x"}}',
      expected: 'json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container',
    },
    {
      name: 'a number where an enumerated string belongs',
      given: '{"spec":{"restartPolicy":1}}',
      expected:
        'json: cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy',
    },
    {
      name: 'an object in a list of strings',
      given: '{"spec":{"containers":[{"args":[{}]}]}}',
      expected: 'json: cannot unmarshal object into Go struct field Container.spec.containers.args of type string',
    },
    {
      name: 'a bad port of a probe',
      given: '{"spec":{"containers":[{"livenessProbe":{"httpGet":{"port":true}}}]}}',
      expected:
        'json: cannot unmarshal bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32',
    },
    {
      name: 'the first mismatch',
      given: '{"spec":{"hostNetwork":1,"nodeName":2}}',
      expected: 'json: cannot unmarshal number into Go struct field PodSpec.spec.hostNetwork of type bool',
    },
    {name: 'a list for the whole', given: '[]', expected: 'json: cannot unmarshal array into Go value of type v1.Pod'},
    {
      name: 'a quantity of nonsense',
      given: '{"spec":{"overhead":{"cpu":"lots"}}}',
      expected: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    },
  ]
  for (const {name, given, expected} of refusals)
    it(`refuses ${name}`, () => {
      assert.equal(
        messageOf(() => decode(pod, given).problems),
        expected,
      )
    })

  it('leaves what a round trip through Go leaves', () => {
    const {object} = decode(pod, {
      spec: {
        containers: [{resources: {limits: {cpu: '0.1', memory: '1024Mi'}}, name: 'c', tty: false, ports: []}],
        hostNetwork: false,
      },
      metadata: {labels: {b: '1', a: null}, name: 'p', creationTimestamp: null},
      apiVersion: 'v1',
      kind: 'Pod',
    })

    assert.equal(
      JSON.stringify(object),
      '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","labels":{"a":"","b":"1"}},' +
        '"spec":{"containers":[{"name":"c","resources":{"limits":{"cpu":"100m","memory":"1Gi"}}}]},"status":{}}',
    )
  })

  it('takes __proto__ for a plain key', () => {
    const {object, problems} = decode(
      schemaOfKind({group: '', version: 'v1', kind: 'ConfigMap'})!,
      '{"data":{"__proto__":"x"},"__proto__":{}}',
      {fieldValidation: 'Strict'},
    )

    assert.deepEqual(Object.entries(object['data'] as object), [['__proto__', 'x']])
    assert.deepEqual(problems, ['unknown field "__proto__"'])
  })
})

function messageOf(act: () => string[]): string {
  try {
    const problems = act()
    return problems.length > 0 ? strictDecodingError(problems) : ''
  } catch (error) {
    return (error as Error).message
  }
}
