import {FAILSAFE_SCHEMA, type Schema, Type} from 'js-yaml'
import {type Resolved, resolveScalar} from './resolve.ts'

const tagged = (name: string, tags: readonly Resolved['tag'][]): Type =>
  new Type(`tag:yaml.org,2002:${name}`, {
    kind: 'scalar',
    resolve: (data: string | null) => tags.includes(resolveScalar(data ?? '').tag),
    construct: (data: string | null) => resolveScalar(data ?? '').value,
  })

/** `!!float 1` is a float whatever it looks like. */
const float = tagged('float', ['float', 'int'])
const merge = new Type('tag:yaml.org,2002:merge', {kind: 'scalar', resolve: (data: unknown) => data === '<<'})
const binary = new Type('tag:yaml.org,2002:binary', {
  kind: 'scalar',
  resolve: (data: unknown) => typeof data === 'string',
  construct: (data: string) => Buffer.from(data, 'base64').toString('utf8'),
})
const timestamp = tagged('timestamp', ['timestamp'])

/** YAML 1.1 as go-yaml v2 reads it into interface{}: timestamps stay strings. */
export const kubernetesYaml: Schema = FAILSAFE_SCHEMA.extend({
  implicit: [tagged('null', ['null']), tagged('bool', ['bool']), tagged('int', ['int']), float, merge],
  explicit: [binary, timestamp],
})
