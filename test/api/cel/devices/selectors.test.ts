import assert from 'node:assert/strict'
import {compileSelector, isTooExpensive} from '../../../../src/api/cel/devices/compile-selector.ts'
import {matchesDevice} from '../../../../src/api/cel/devices/match-device.ts'

/** What a real Kubernetes 1.34.3 says of these. */
const compiled: {expression: string; expected: 'sound' | 'too complex' | string}[] = [
  {
    expression: 'device == "x"',
    expected: "found no matching overload for '_==_' applied to '(kubernetes.DRADevice, string)'",
  },
  {expression: 'device.foo', expected: "undefined field 'foo'"},
  {expression: 'device.capacity["a.b"].mem == 3', expected: "applied to '(kubernetes.Quantity, int)'"},
  {expression: 'DRADevice{}', expected: "undeclared reference to 'DRADevice' (in container '')"},
  {expression: 'kubernetes.DRADevice{driver:"x"} == device', expected: 'sound'},
  {expression: 'device.driver', expected: 'must evaluate to bool or the unknown type, not string'},
  {expression: 'device.attributes["a"].b', expected: 'sound'},
  {expression: 'cel.bind(x, device.attributes["a"], x.b && x.c)', expected: 'sound'},
  {expression: 'device.attributes["a"].b.matches("^a.*b$")', expected: 'sound'},
  {
    expression: 'device.attributes.all(d, device.attributes.all(e, device.attributes.all(f, true)))',
    expected: 'sound',
  },
  {
    expression:
      'device.attributes.all(d, device.attributes.all(e, device.attributes.all(f, device.attributes.all(g, true))))',
    expected: 'too complex',
  },
  {
    expression:
      'device.attributes.all(d, device.attributes.all(e, device.attributes.all(f, device.attributes[f].all(h, true))))',
    expected: 'too complex',
  },
]

const device = {
  name: 'gpu-0',
  attributes: {
    model: {string: 'A100'},
    index: {int: 7},
    fast: {bool: true},
    driverVersion: {version: '1.2.3'},
    'other.example.com/rack': {string: 'r1'},
  },
  capacity: {memory: {value: '40Gi'}},
}

const own = 'device.attributes["gpu.example.com"]'
const evaluated: {expression: string; expected: boolean | string}[] = [
  {expression: 'device.driver == "gpu.example.com"', expected: true},
  {expression: `${own}.model.startsWith("A") && ${own}.index == 7 && ${own}.fast`, expected: true},
  {expression: `${own}.driverVersion.major() == 1`, expected: true},
  {expression: 'device.attributes["other.example.com"].rack == "r1"', expected: true},
  {expression: 'device.capacity["gpu.example.com"].memory.compareTo(quantity("40Gi")) == 0', expected: true},
  {expression: '"other.example.com" in device.attributes', expected: true},
  {expression: '"nosuch" in device.attributes', expected: false},
  {expression: 'has(device.attributes["nosuch"].model)', expected: false},
  {expression: '"model" in device.attributes["nosuch"]', expected: false},
  {expression: `${own}.nosuch`, expected: 'no such key: nosuch'},
  {
    expression: `${own}.model`,
    expected:
      "CEL result of type string could not be converted to bool: unsupported native conversion from string to 'bool'",
  },
  {
    expression: `${own}.index`,
    expected: "CEL result of type int could not be converted to bool: unsupported type conversion from 'int' to bool",
  },
]

describe('selectors of devices', () => {
  for (const {expression, expected} of compiled)
    it(`${expression} is ${expected}`, () => {
      const outcome = compileSelector(expression)

      if ('problem' in outcome) assert.ok(outcome.problem.includes(expected), outcome.problem)
      else assert.equal(isTooExpensive(outcome.program) ? 'too complex' : 'sound', expected)
    })

  for (const {expression, expected} of evaluated)
    it(`${expression} says ${expected}`, () => {
      const outcome = compileSelector(expression)
      assert.ok('program' in outcome)
      const evaluate = () => matchesDevice(outcome.program, 'gpu.example.com', device)

      if (typeof expected === 'string') assert.throws(evaluate, {message: expected})
      else assert.equal(evaluate(), expected)
    })
})
