import type {GroupVersion, GroupVersionKind, JsonObject} from '../../../api/object.ts'
import type {Parameter} from './parameters.ts'

/** One operation before the parameters that its path's others share are taken out. */
export interface Operation {
  method: 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch'
  /** kube-openapi's verb for it: `list`, `read`, `replace` … */
  id: string
  /** x-kubernetes-action. */
  action: string
  kind: GroupVersionKind
  parameters: Parameter[]
  requestBody?: JsonObject
  responses: JsonObject
}

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1'
export const typeNames = {
  status: `${meta}.Status`,
  deleteOptions: `${meta}.DeleteOptions`,
  patch: `${meta}.Patch`,
  watchEvent: `${meta}.WatchEvent`,
  resourceList: `${meta}.APIResourceList`,
  group: `${meta}.APIGroup`,
  groupList: `${meta}.APIGroupList`,
  versions: `${meta}.APIVersions`,
  scale: 'io.k8s.api.autoscaling.v1.Scale',
}

export const reference = (name: string): JsonObject => ({$ref: `#/components/schemas/${name}`})

/** Media types in which a kind is served; custom resources have no protobuf. */
export const mediaTypes = {
  builtIn: ['application/json', 'application/vnd.kubernetes.protobuf', 'application/yaml'],
  watched: [
    'application/json',
    'application/json;stream=watch',
    'application/vnd.kubernetes.protobuf',
    'application/vnd.kubernetes.protobuf;stream=watch',
    'application/yaml',
  ],
  custom: ['application/json', 'application/yaml'],
}

export const content = (types: readonly string[], schema: JsonObject): JsonObject => ({
  content: Object.fromEntries(types.map(type => [type, {schema}])),
})

const descriptions: Record<number, string> = {200: 'OK', 201: 'Created', 202: 'Accepted'}

/** The successful answers and the one that is always possible. */
export const responses = (codes: readonly number[], types: readonly string[], schema: JsonObject): JsonObject => ({
  ...Object.fromEntries(codes.map(code => [code, {description: descriptions[code], ...content(types, schema)}])),
  401: {description: 'Unauthorized'},
})

const words = (group: string): string[] => (group || 'core').replace(/\.k8s\.io$/, '').split(/[.-]/)

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** `CoreV1`, `RbacAuthorizationV1`: how operation ids name a group and version. */
export const groupVersionName = ({group, version}: GroupVersion): string =>
  `${words(group).map(capital).join('')}${capital(version)}`

/** `core_v1`, `rbacAuthorization_v1`. */
export const tagOf = ({group, version}: GroupVersion): string => `${groupTag(group)}_${version}`

/** `rbacAuthorization`. */
export const groupTag = (group: string): string => {
  const [first = '', ...rest] = words(group)
  return first + rest.map(capital).join('')
}

export const capitalized = capital
