import fc from 'fast-check'

/** Names that are something else to JavaScript than to anybody who sends them. */
export const prototypeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
]

const long = (text: string, most: number) => fc.integer({min: 1, max: most}).map(count => text.repeat(count))

/** Text that is hard on parsers. */
export const weirdText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\t\n',
    '../../etc/passwd',
    '%',
    '%00',
    '%zz',
    '${x}',
    '{{.}}',
    '🙂',
    '\ud800',
    '\u2028',
    'a\u0301',
    'İ',
    '-',
    '.',
    '..',
    '/',
    '//',
    '*',
    '0',
    '-1',
    '1e999',
    'NaN',
    'null',
    'true',
    "'",
    '"',
    '\\',
    '<script>',
  ),
  fc.constantFrom(...prototypeKeys),
  long('a', 300),
  long('é', 200),
  fc.string({unit: 'binary', maxLength: 20}),
  fc.string({maxLength: 12}),
)

const weirdNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 2 ** 31, 2 ** 53, -(2 ** 63), 2 ** 64, 1e308, 1e-320, 0.1, 65_536),
  fc.double({noNaN: true, noDefaultInfinity: true}),
)

const weirdKey = fc.oneof(
  fc.constantFrom(...prototypeKeys),
  fc.constantFrom('name', 'metadata', 'spec', 'status', 'kind', 'apiVersion', 'items', '$patch', '$retainKeys'),
  weirdText,
)

/** Any JSON value, prototype keys among its own. */
export const weirdValue: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  value: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    fc.constant(null),
    fc.boolean(),
    weirdNumber,
    weirdText,
    fc.array(tie('value'), {maxLength: 4}),
    fc.array(fc.tuple(weirdKey, tie('value')), {maxLength: 4}).map(objectOf),
  ),
})).value

/** An object with exactly these keys, `__proto__` as a key like any other. */
export function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [key, value] of entries)
    Object.defineProperty(object, key, {value, enumerable: true, configurable: true, writable: true})
  return object
}
