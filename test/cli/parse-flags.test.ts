import assert from 'node:assert/strict'
import {bool, duration, int, string, stringArray, stringSlice} from '../../src/cli/flags/flag.ts'
import {checkRequired, parseFlags} from '../../src/cli/flags/parse-flags.ts'

const flags = {
  output: string({short: 'o', usage: ''}),
  stdin: bool({short: 'i', usage: ''}),
  tty: bool({short: 't', usage: ''}),
  all: bool({default: true, usage: ''}),
  'dry-run': string({default: 'none', bare: 'unchanged', usage: ''}),
  filename: stringSlice({short: 'f', usage: ''}),
  env: stringArray({short: 'e', usage: ''}),
  replicas: int({usage: ''}),
  timeout: duration({usage: ''}),
  image: string({usage: '', required: true}),
}

describe('parseFlags', () => {
  const reads = [
    {name: 'a value joined to its shorthand', given: ['-owide'], expected: {output: 'wide'}},
    {name: 'a value after = behind a shorthand', given: ['-o=wide'], expected: {output: 'wide'}},
    {name: 'a value that follows', given: ['-o', 'wide'], expected: {output: 'wide'}},
    {name: 'a long flag with =', given: ['--output=wide'], expected: {output: 'wide'}},
    {name: 'an empty value', given: ['--output='], expected: {output: ''}},
    {name: 'combined shorthands', given: ['-it'], expected: {stdin: true, tty: true}},
    {
      name: 'combined shorthands that end with a value',
      given: ['-ito', 'yaml'],
      expected: {stdin: true, output: 'yaml'},
    },
    {name: 'a boolean denied', given: ['--all=false'], expected: {all: false}},
    {name: 'a flag that may stand alone', given: ['--dry-run', 'client'], expected: {'dry-run': 'unchanged'}},
    {
      name: 'slices, repeated and split',
      given: ['-f', 'a,"b,c"', '--filename=d'],
      expected: {filename: ['a', 'b,c', 'd']},
    },
    {name: 'arrays, repeated and not split', given: ['-e', 'A=1,2', '-eB=3'], expected: {env: ['A=1,2', 'B=3']}},
    {name: 'a negative number', given: ['--replicas', '-1'], expected: {replicas: -1}},
    {name: 'a duration', given: ['--timeout=1m30s'], expected: {timeout: 90_000}},
    {name: 'an underscore for a dash', given: ['--dry_run=client'], expected: {'dry-run': 'client'}},
  ]
  for (const {name, given, expected} of reads)
    it(`reads ${name}`, () => {
      const {values} = parseFlags(flags, given)
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(values[key as keyof typeof values], value)
    })

  const refuses = [
    {given: ['--nope'], expected: 'unknown flag: --nope'},
    {given: ['-ix'], expected: "unknown shorthand flag: 'x' in -x"},
    {given: ['-xi'], expected: "unknown shorthand flag: 'x' in -xi"},
    {given: ['--output'], expected: 'flag needs an argument: --output'},
    {given: ['-io'], expected: "flag needs an argument: 'o' in -o"},
    {given: ['--=x'], expected: 'bad flag syntax: --=x'},
    {
      given: ['--all=maybe'],
      expected: 'invalid argument "maybe" for "--all" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    },
    {
      given: ['--replicas=x'],
      expected: 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax',
    },
    {given: ['--timeout=5'], expected: 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'},
    {
      given: ['-i=x'],
      expected: 'invalid argument "x" for "-i, --stdin" flag: strconv.ParseBool: parsing "x": invalid syntax',
    },
  ]
  for (const {given, expected} of refuses)
    it(`refuses ${given.join(' ')}`, () => {
      assert.throws(() => parseFlags(flags, given), {message: expected})
    })

  it('takes flags and arguments in any order, and nothing behind --', () => {
    const {args, argsBeforeDash, values} = parseFlags(flags, ['pods', '-i', 'web', '--', '-t', 'x'])
    assert.deepEqual(
      {args, argsBeforeDash, tty: values.tty},
      {args: ['pods', 'web', '-t', 'x'], argsBeforeDash: 2, tty: false},
    )
  })

  it('stops at the first argument where flags may not follow', () => {
    const {args} = parseFlags(flags, ['-i', 'pod', '-t'], {interspersed: false})
    assert.deepEqual(args, ['pod', '-t'])
  })

  it('names the required flags that are missing', () => {
    const {changed} = parseFlags(flags, [])
    assert.throws(() => checkRequired(flags, changed), {message: 'required flag(s) "image" not set'})
  })
})
