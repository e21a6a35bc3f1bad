import {apiVersionOf, type KubeObject, parseApiVersion} from '../../api/object.ts'

/** The groups whose kinds kubectl's own scheme has: those of k8s.io/api. Kinds of extensions and of custom resources are not in it. */
const groups = new Set([
  '',
  ...['apps', 'autoscaling', 'batch', 'extensions', 'policy'],
  ...[
    'admission',
    'admissionregistration',
    'authentication',
    'authorization',
    'certificates',
    'coordination',
    'discovery',
    'events',
    'flowcontrol.apiserver',
    'imagepolicy',
    'internal.apiserver',
    'networking',
    'node',
    'rbac.authorization',
    'resource',
    'scheduling',
    'storage',
    'storagemigration',
  ].map(name => `${name}.k8s.io`),
])

/** Throws as a kubectl command does that decodes objects into Go's types, if it has no type for this one. */
export function checkKnownKind({apiVersion, kind}: Pick<KubeObject, 'apiVersion' | 'kind'>, source?: string): void {
  const {group, version} = parseApiVersion(apiVersion)
  if (groups.has(group)) return
  const name = apiVersionOf({group, version})
  const prefix = source === undefined ? '' : `unable to decode ${JSON.stringify(source)}: `
  throw new Error(
    `${prefix}no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(name)} in scheme "pkg/runtime/scheme.go:110"`,
  )
}
