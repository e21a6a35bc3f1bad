import type {Schema} from '../../schema/schema.ts'
import {type Comparison, compareObjects} from './compare.ts'
import {hasTrace, type Trace, traceOf} from './comparison-trace.ts'

interface Known<T> {
  schema: Schema
  trace: Trace
  found: T
}

interface Family<T> {
  /** The latest first, by what else tells writes apart. */
  members: Map<string, Known<T>[]>
  /** How often nothing was found, less how often something was. */
  futile: number
}

/** How many traces are tried for one write, and how many members of a family are remembered. */
const mostTraces = 6
const mostMembers = 1024
/** From so many futile attempts on a family is left alone: a pod's address makes what a kubelet says of it unlike anything before. */
const patience = 64

/**
 * What followed from comparisons lately. Most writes are like one before them: the pods of a ReplicaSet, the renewals of leases, the events of a component
 * set the same fields each time. Whoever asks is given the very same result, which makes the sets, and the JSON that is made of them, one for all.
 */
export class RecentComparisons<T> {
  private readonly families = new Map<string, Family<T>>()

  /** Writes of one family and member may be alike. `conclude` is asked where none was. */
  of(
    {family: name, member}: {family: string; member: string},
    {schema, before, after}: {schema: Schema; before: object; after: object},
    conclude: (comparison: Comparison) => T,
  ): T {
    const family = this.family(name)
    if (family.futile >= patience) return conclude(compareObjects(schema, before, after))
    const known = knownOf(family, member)
    const place = known.findIndex(one => one.schema === schema && hasTrace(one.trace, schema, before, after))
    if (place >= 0) {
      family.futile -= family.futile > 0 ? 1 : 0
      const [hit] = known.splice(place, 1)
      known.unshift(hit!)
      return hit!.found
    }
    family.futile += 1
    const found = conclude(compareObjects(schema, before, after))
    const trace = traceOf(schema, before, after)
    if (trace) known.unshift({schema, trace, found})
    if (known.length > mostTraces) known.pop()
    return found
  }

  private family(name: string): Family<T> {
    let family = this.families.get(name)
    if (!family) {
      family = {members: new Map(), futile: 0}
      this.families.set(name, family)
    }
    return family
  }
}

function knownOf<T>({members}: Family<T>, member: string): Known<T>[] {
  let known = members.get(member)
  if (!known) {
    if (members.size >= mostMembers) members.clear()
    known = []
    members.set(member, known)
  }
  return known
}
