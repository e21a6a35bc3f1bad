/** What a field holds: a struct is there or not as a whole. */
export type FieldType = 'string' | 'bool' | 'bytes' | 'strings' | 'lists' | 'map' | 'struct'

export type Section = 'clusters' | 'users' | 'contexts'

/** A field by the name it has on a command line; in the file it has that of `key`, if any. */
export interface PropertyField {
  type: FieldType
  key?: string
}

/** The fields of each section's entries, as `config set` and `config unset` name them. */
export const sectionFields: Record<Section, Record<string, PropertyField>> = {
  clusters: {
    server: {type: 'string'},
    'tls-server-name': {type: 'string'},
    'insecure-skip-tls-verify': {type: 'bool'},
    'certificate-authority': {type: 'string'},
    'certificate-authority-data': {type: 'bytes'},
    'proxy-url': {type: 'string'},
    'disable-compression': {type: 'bool'},
    extensions: {type: 'map'},
  },
  users: {
    'client-certificate': {type: 'string'},
    'client-certificate-data': {type: 'bytes'},
    'client-key': {type: 'string'},
    'client-key-data': {type: 'bytes'},
    token: {type: 'string'},
    tokenFile: {type: 'string'},
    'act-as': {type: 'string', key: 'as'},
    'act-as-uid': {type: 'string', key: 'as-uid'},
    'act-as-groups': {type: 'strings', key: 'as-groups'},
    'act-as-user-extra': {type: 'lists', key: 'as-user-extra'},
    username: {type: 'string'},
    password: {type: 'string'},
    'auth-provider': {type: 'struct'},
    exec: {type: 'struct'},
    extensions: {type: 'map'},
  },
  contexts: {
    cluster: {type: 'string'},
    user: {type: 'string'},
    namespace: {type: 'string'},
    extensions: {type: 'map'},
  },
}

export const preferenceFields: Record<string, FieldType> = {colors: 'bool', extensions: 'map'}
