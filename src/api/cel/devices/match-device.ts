import type {Device, DeviceAttribute} from '../../kinds.ts'
import type {Program} from '../compile.ts'
import {celQuantity} from '../functions/quantities.ts'
import {parseSemver} from '../functions/semvers.ts'
import {CelError, CelObject, typeNameOf} from '../run/values.ts'

/** Whether a selector takes a driver's device; throws a CelError in Kubernetes' words where it cannot be told. */
export function matchesDevice(program: Program, driver: string, {attributes, capacity}: Device): boolean {
  const device = new Map<string, unknown>([
    ['driver', driver],
    ['attributes', byDomain(attributes, driver, attributeValue)],
    ['capacity', byDomain(capacity, driver, ({value}) => celQuantity(value))],
  ])
  const result = program.run({device})
  if (typeof result === 'boolean') return result
  const type = typeNameOf(result)
  const why =
    type === 'int'
      ? "unsupported type conversion from 'int' to bool"
      : `unsupported native conversion from ${type} to 'bool'`
  throw new CelError(`CEL result of type ${type} could not be converted to bool: ${why}`)
}

function byDomain<T>(
  entries: Readonly<Record<string, T>> | undefined,
  driver: string,
  convert: (entry: T, name: string) => unknown,
): Domains {
  const domains = new Domains()
  for (const [name, entry] of Object.entries(entries ?? {})) {
    const slash = name.indexOf('/')
    domains.add(slash < 0 ? driver : name.slice(0, slash), name.slice(slash + 1), convert(entry, name))
  }
  return domains
}

function attributeValue({int, bool, string, version}: DeviceAttribute, name: string): unknown {
  if (int !== undefined) return BigInt(int)
  if (bool !== undefined) return bool
  if (string !== undefined) return string
  if (version === undefined) throw new CelError(`attribute ${name}: unsupported attribute value`)
  try {
    return parseSemver(version)
  } catch (error) {
    throw new CelError(`attribute ${name}: parse semantic version: ${(error as Error).message}`)
  }
}

/** Of domains that a device has nothing of, there is an empty map. */
class Domains extends CelObject {
  override readonly absent = new Map()
  private readonly domains = new Map<unknown, Map<string, unknown>>()

  get size(): number {
    return this.domains.size
  }

  add(domain: string, id: string, value: unknown): void {
    const known = this.domains.get(domain)
    if (known) known.set(id, value)
    else this.domains.set(domain, new Map([[id, value]]))
  }

  has(key: unknown): boolean {
    return this.domains.has(key)
  }

  get(key: unknown): unknown {
    return this.domains.get(key)
  }

  keys(): Iterable<unknown> {
    return this.domains.keys()
  }
}
