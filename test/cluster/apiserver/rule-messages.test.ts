import assert from 'node:assert/strict'
import type {TestApiServer} from '../../support/api-server.ts'

/** What a real kube-apiserver 1.34.3 says of rules, on creation; the empty text where it accepts them. */
const onCreation: {rule: string; expected: string}[] = [
  {rule: 'self.i > 0', expected: ''},
  {rule: 'self.i', expected: 'cel expression must evaluate to a bool'},
  {rule: 'self.nope > 0', expected: at("undefined field 'nope'", 5)},
  {rule: "self.i > 'x'", expected: at("found no matching overload for '_>_' applied to '(int, string)'", 8)},
  {
    rule: 'self.s.startsWith(1)',
    expected: at("found no matching overload for 'startsWith' applied to 'string.(int)'", 18),
  },
  {rule: 'has(self)', expected: at('invalid argument to has() macro', 5)},
  {rule: 'self.l.all(1, true)', expected: at('argument must be a simple name', 12)},
  {rule: 'self.l.map(1, true)', expected: at('argument is not an identifier', 12)},
  {rule: 'foo(self.i) == 1', expected: at("undeclared reference to 'foo' (in container '')", 4)},
  {rule: 'as == 1', expected: at('reserved identifier: as', 1)},
  {rule: "[1, 'a'].size() == 2", expected: at("expected type 'int' but found 'string'", 5)},
  {rule: "self.s.matches('(')", expected: at('invalid matches argument', 16)},
  {rule: "self.dur < duration('x')", expected: at('invalid duration argument', 21)},
  {rule: 'self.l.distinct() == self.l', expected: at("undeclared reference to 'distinct' (in container '')", 16)},
  {
    rule: 'self.i >',
    expected: at(
      "Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      9,
    ),
  },
  {rule: 'self.i > 0)', expected: at("Syntax error: extraneous input ')' expecting <EOF>", 11)},
  {
    rule: "'%d'.format([self.s]) == ''",
    expected: at('error during formatting: decimal clause can only be used on integers, was given string', 18),
  },
  {rule: 'self.l.all(x, self.l.all(y, x == y))', expected: budget('more than 100x')},
  {rule: "self.l.map(x, x + self.s).join('') != ''", expected: budget('more than 100x')},
  {rule: 'self.l.isSorted()', expected: budget('more than 100x')},
  {rule: 'self.sl.all(x, self.sl.all(y, x == y))', expected: ''},
  {rule: 'self.s.contains(self.s)', expected: budget('more than 100x')},
]

/** What it says of rules that fail on an object; the empty text where they hold. */
const onObjects: {rule: string; expected: string}[] = [
  {rule: 'self.i > 10', expected: 'm'},
  {rule: "self.m['zz'] == 'x'", expected: 'no such key: zz evaluating rule: m'},
  {rule: "self.sl[5] == 'a'", expected: 'index out of bounds: 5 evaluating rule: m'},
  {rule: 'self.i / 0 == 1', expected: 'division by zero evaluating rule: m'},
  {rule: '9223372036854775807 + self.i > 0', expected: 'integer overflow evaluating rule: m'},
  {rule: 'int(self.s) == 1', expected: "type conversion error from 'string' to 'int' evaluating rule: m"},
  {
    rule: 'dyn(self.i) + dyn(self.s) == 1',
    expected:
      "'no such overload': call arguments did not match a supported operator, function or macro signature for rule: m",
  },
  {
    rule: 'quantity(self.s).isInteger()',
    expected:
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' evaluating rule: m",
  },
  {rule: 'has(self.nothing) || self.i == 5', expected: ''},
  {rule: "self.set == ['b', 'a']", expected: ''},
  {rule: 'self.?nothing.orValue(3) == 3', expected: ''},
  {rule: 'optional.none().value() == 1', expected: 'optional.none() dereference evaluating rule: m'},
]

function at(message: string, column: number): string {
  return `compilation failed: ERROR: <input>:1:${column}: ${message}`
}

function budget(factor: string): string {
  return `estimated rule cost exceeds budget by factor of ${factor} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)`
}

/** Rules that may be written, but cost too much on large objects; by the field that they are about. */
const costly: Record<string, object> = {
  rule: {rule: 'self.all(x, self.all(y, x != y || true))', message: 'm'},
  message: {rule: 'self.size() < 3', messageExpression: "self.all(x, self.all(y, x != y || true)) ? 'a' : 'b'"},
}

const text = {type: 'string'}
const spec = {
  type: 'object',
  properties: {
    s: text,
    i: {type: 'integer'},
    dur: {type: 'string', format: 'duration'},
    l: {type: 'array', items: text},
    sl: {type: 'array', maxItems: 5, items: {type: 'string', maxLength: 20}},
    set: {type: 'array', 'x-kubernetes-list-type': 'set', maxItems: 5, items: {type: 'string', maxLength: 20}},
    m: {type: 'object', additionalProperties: text},
    nothing: {type: 'integer'},
  },
}

describe('rules of custom resources', () => {
  let api: TestApiServer
  let answered: typeof import('../../support/custom-server.ts').answered
  before(async () => {
    const {startCustomServer, ...support} = await import('../../support/custom-server.ts')
    answered = support.answered
    api = await startCustomServer()
  })
  after(() => api.close())

  let count = 0
  const define = (rule: string, base: object = spec) => {
    count += 1
    const group = `rules${count}.example.com`
    const validated = {...base, 'x-kubernetes-validations': [{rule, message: 'm'}]}
    const schema = {openAPIV3Schema: {type: 'object', properties: {spec: validated}}}
    return answered(api, 'POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: {name: `things.${group}`},
      spec: {
        group,
        scope: 'Namespaced',
        names: {plural: 'things', kind: 'Thing'},
        versions: [{name: 'v1', served: true, storage: true, schema}],
      },
    })
  }
  const numbers = (validation: object) => ({
    type: 'array',
    maxItems: 1000,
    items: {type: 'integer'},
    'x-kubernetes-validations': [validation],
  })
  const complaint = ({body}: {body: Record<string, unknown>}): string => {
    const {causes = []} = (body['details'] ?? {}) as {causes?: {message: string}[]}
    return causes[0]?.message ?? ''
  }

  for (const {rule, expected} of onCreation)
    it(`are told on creation what is wrong with ${rule}`, async () => {
      const message = complaint(await define(rule))

      const told = message.replace(/^Invalid value: .*?"OptionalOldSelf":null\}: |^Forbidden: /s, '').split('\n | ')[0]
      assert.equal(told, expected)
    })

  for (const {rule, expected} of onObjects)
    it(`tell of objects what ${rule} says`, async () => {
      const defined = await define(rule)
      const object = {s: 'hello', i: 5, sl: ['a'], set: ['a', 'b'], m: {a: '1'}}

      const answer = await answered(api, 'POST', `/apis/rules${count}.example.com/v1/namespaces/default/things`, {
        apiVersion: `rules${count}.example.com/v1`,
        kind: 'Thing',
        metadata: {name: 'a'},
        spec: object,
      })

      assert.equal(defined.status, 201)
      assert.equal(complaint(answer).replace('Invalid value: "object": ', ''), expected)
    })

  const overruns: {field: string; size: number; expected: string}[] = [
    {field: 'rule', size: 100, expected: ''},
    {
      field: 'rule',
      size: 450,
      expected:
        "'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: m",
    },
    {field: 'message', size: 10, expected: 'a'},
    {
      field: 'message',
      size: 450,
      expected:
        "no further validation rules will be run due to call cost exceeds limit for messageExpression: \"self.all(x, self.all(y, x != y || true)) ? 'a' : 'b'\"",
    },
  ]
  for (const {field, size, expected} of overruns)
    it(`stop where the ${field} costs too much: ${size} items`, async () => {
      const properties = Object.fromEntries(Object.entries(costly).map(([name, rule]) => [name, numbers(rule)]))
      const defined = await define('true', {...spec, properties: {...spec.properties, ...properties}})

      const answer = await answered(api, 'POST', `/apis/rules${count}.example.com/v1/namespaces/default/things`, {
        apiVersion: `rules${count}.example.com/v1`,
        kind: 'Thing',
        metadata: {name: 'a'},
        spec: {[field]: Array.from({length: size}, (_, index) => index)},
      })

      assert.equal(defined.status, 201)
      assert.equal(complaint(answer).replace('Invalid value: "array": ', ''), expected)
    })
})
