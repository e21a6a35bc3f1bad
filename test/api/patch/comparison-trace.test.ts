import {strict as assert} from 'node:assert'
import fc from 'fast-check'
import {compareObjects} from '../../../src/api/patch/managed-fields/compare.ts'
import {hasTrace, traceOf} from '../../../src/api/patch/managed-fields/comparison-trace.ts'
import {schemaOfKind} from '../../../src/api/schema/index.ts'

const schema = schemaOfKind({group: '', version: 'v1', kind: 'Pod'})!

const text = fc.constantFrom('', 'a', 'b')
const texts = fc.dictionary(fc.constantFrom('x', 'y'), text, {maxKeys: 2})
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, {nil: undefined})
const list = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, {maxLength: 2})
const port = fc.record({containerPort: fc.constantFrom(0, 80, 81), protocol: maybe(fc.constantFrom('TCP', 'UDP'))})
const container = fc.record(
  {
    name: fc.constantFrom('c', 'd'),
    image: text,
    args: list(text),
    ports: list(port),
    resources: fc.record({limits: texts}),
  },
  {requiredKeys: []},
)
const pod = fc.record(
  {
    metadata: fc.record({name: text, labels: fc.option(texts), finalizers: list(text)}, {requiredKeys: []}),
    spec: fc.record(
      {containers: fc.option(list(container)), nodeSelector: texts, priority: fc.constantFrom(0, 1)},
      {requiredKeys: []},
    ),
    status: fc.record({podIPs: list(fc.record({ip: text})), phase: text}, {requiredKeys: []}),
  },
  {requiredKeys: []},
)

describe('the trace of a comparison', () => {
  it('is that of the comparison it was made of', () => {
    fc.assert(
      fc.property(pod, pod, (before, after) => {
        const trace = traced(before, after)

        if (trace) assert.ok(hasTrace(trace, schema, before, after))
      }),
    )
  })

  it('is shared by comparisons with the same result only', () => {
    let shared = 0
    const swap = fc.record({'': text, a: text, b: text})

    fc.assert(
      fc.property(pod, pod, swap, swap, (before, after, one, other) => {
        const trace = traced(before, after)
        const [first, second] = [swapped(before, one), swapped(after, other)]
        if (!trace || !traced(first, second) || !hasTrace(trace, schema, first, second)) return

        shared += 1
        assert.deepEqual(compareObjects(schema, first, second), compareObjects(schema, before, after))
      }),
      {numRuns: 3000},
    )

    assert.ok(shared > 100, `only ${shared} pairs were alike`)
  })

  it('is shared by what one template makes', () => {
    const made = (name: string, image: string) => ({
      metadata: {name, labels: {app: name}},
      spec: {containers: [{name: 'c', image, ports: [{containerPort: 80, protocol: 'TCP'}]}]},
    })
    const trace = traced({spec: {containers: null}}, made('one', 'nginx'))!

    assert.ok(hasTrace(trace, schema, {spec: {containers: null}}, made('two', 'httpd')))
    assert.ok(
      !hasTrace(trace, schema, {spec: {containers: null}}, {...made('two', 'httpd'), status: {phase: 'Running'}}),
    )
    assert.ok(!hasTrace(trace, schema, made('one', 'nginx'), made('two', 'httpd')))
  })
})

/** Undefined for what has none: items of one key, or without. */
function traced(before: object, after: object) {
  try {
    compareObjects(schema, before, after)
  } catch {
    return undefined
  }
  return traceOf(schema, before, after)
}

/** The same with other texts as its values, but for the names that lists go by. */
const swapped = (object: object, texts: Record<string, string>): object =>
  JSON.parse(JSON.stringify(object), (_, value) => (typeof value === 'string' ? (texts[value] ?? value) : value))
