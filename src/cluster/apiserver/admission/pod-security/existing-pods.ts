import {builtin} from '../../../../api/builtin-resources.ts'
import type {Pod, PodSpec} from '../../../../api/kinds.ts'
import type {ServerParts} from '../../server-parts.ts'
import {lookUpAll} from '../lookup.ts'
import {type LevelVersion, levelText, violationsOf} from './standards.ts'

/** How many pods are looked at. */
const most = 3000

/** What is said to who makes a namespace enforce a level: which of its pods would not be let in any more. */
export async function existingViolations(
  server: ServerParts,
  namespace: string,
  enforce: LevelVersion,
  isExempt: (spec: PodSpec) => boolean,
): Promise<string[]> {
  const pods = await lookUpAll<Pod>(server, builtin.pods, namespace)
  const asked = oneOfEachFirst(pods.filter(({spec}) => spec && !isExempt(spec as PodSpec)))
  const names = new Map<string, string[]>()
  for (const {metadata, spec} of asked.slice(0, most)) {
    const reasons = violationsOf(enforce, spec as PodSpec, metadata.annotations).map(({reason}) => reason)
    if (reasons.length === 0) continue
    const key = reasons.join(', ')
    names.set(key, [...(names.get(key) ?? []), metadata.name ?? ''].sort())
  }
  const warnings: string[] = []
  if (asked.length > most)
    warnings.push(
      `new PodSecurity enforce level only checked against the first ${most} of ${asked.length} existing pods`,
    )
  if (names.size === 0) return warnings
  const title = `existing pods in namespace ${JSON.stringify(namespace)} violate the new PodSecurity enforce level ${JSON.stringify(levelText(enforce))}`
  return [...warnings, title, ...[...names].map(([reasons, pods]) => `${named(pods)}: ${reasons}`).sort()]
}

/** The pods of one controller are alike: one of them before the rest. */
function oneOfEachFirst(pods: readonly Pod[]): Pod[] {
  const seen = new Set<string>()
  const again: Pod[] = []
  const first = pods.filter(pod => {
    const owner = pod.metadata.ownerReferences?.find(({controller}) => controller)?.uid
    if (owner === undefined) return true
    if (seen.has(owner)) again.push(pod)
    else {
      seen.add(owner)
      return true
    }
    return false
  })
  return [...first, ...again]
}

function named([name = '', ...others]: readonly string[]): string {
  if (others.length === 0) return name
  return `${name} (and ${others.length} other pod${others.length === 1 ? '' : 's'})`
}
