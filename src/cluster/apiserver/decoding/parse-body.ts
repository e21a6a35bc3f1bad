import type {JsonSyntaxError} from '../../../api/json/index.ts'
import {parseYamlStrictly, yamlUnmarshalError} from '../../../api/yaml/index.ts'
import type {ExpectedKind} from './expected-kind.ts'
import {type Body, bodyJson, bodyText} from './read-body.ts'
import {unrecognized} from './unrecognized.ts'

export interface Parsed {
  value: unknown
  /** What the decoder reads: text where it matters how it was written. */
  source: object | string
  problems: {strict: string; warning: string}[]
}

/** Reads a body in its format; throws a 400 for what is not of it. */
export function parseBody(body: Body, expected: ExpectedKind): Parsed {
  const {format, value} = body
  if (typeof value === 'object' && !(value instanceof Uint8Array)) return {value, source: value, problems: []}
  if (format === 'protobuf') return parseProtobufBody(body, expected)
  if (format === 'yaml') return parseYamlBody(value, expected)
  const text = wellFormed(bodyText(value))
  try {
    const json = bodyJson(value, text)
    return {value: json, source: typeof json === 'object' && json !== null ? text : {}, problems: []}
  } catch (error) {
    const {message} = error as JsonSyntaxError
    throw unrecognized(expected, `couldn't get version/kind; json parse error: ${message}`, value)
  }
}

function parseProtobufBody({value, decodeAs}: Body, expected: ExpectedKind): Parsed {
  if (!decodeAs) throw unrecognized(expected, 'empty data', value)
  try {
    const object = decodeAs(expected)
    return {value: object, source: object, problems: []}
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw unrecognized(expected, error.message, value)
  }
}

function parseYamlBody(document: Uint8Array | string, expected: ExpectedKind): Parsed {
  try {
    const {value, problems} = parseYamlStrictly(document)
    const source = typeof value === 'object' && value !== null ? value : {}
    const told = problems.map(problem => ({strict: yamlUnmarshalError([problem]), warning: problem}))
    return {value: value ?? null, source, problems: told}
  } catch (error) {
    throw unrecognized(expected, (error as Error).message, document)
  }
}

/** JSON with a replacement for each half of a character, as Go reads it. */
export const wellFormed = (text: string): string =>
  /\\ud[89a-f]/i.test(text)
    ? text.replace(surrogates, (_, escaped?: string, pair?: string) => escaped ?? pair ?? '\\ufffd')
    : text

const surrogates = /(\\\\)|(\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2})|\\ud[89a-f][0-9a-f]{2}/gi
