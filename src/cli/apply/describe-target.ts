import type {GroupVersion} from '../../api/object.ts'
import type {Target} from '../targets/target.ts'

/** A target in the two lines that kubectl puts into the errors of apply and edit. */
export function describeTarget({resource, namespace, name}: Target): string {
  const version = goVersion(resource)
  return `Resource: "${version}, Resource=${resource.resource}", GroupVersionKind: "${version}, Kind=${resource.kind}"\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`
}

/** Go prints the slash even of the core group. */
const goVersion = ({group, version}: GroupVersion): string => `${group}/${version}`
