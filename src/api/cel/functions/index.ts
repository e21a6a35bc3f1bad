/** The functions that expressions can call: CEL's own and what Kubernetes adds. A library is a file and a line. */
import {authorizers} from './authorizers.ts'
import {conversions} from './conversions.ts'
import {formats} from './formats.ts'
import {FunctionSet} from './function-set.ts'
import {lists} from './lists.ts'
import {networks} from './networks.ts'
import {operators} from './operators.ts'
import {optionals} from './optionals.ts'
import {quantities} from './quantities.ts'
import {semvers} from './semvers.ts'
import {sets} from './sets.ts'
import {strings} from './strings.ts'
import {times} from './times.ts'
import {urls} from './urls.ts'

const libraries = [
  operators,
  conversions,
  times,
  strings,
  optionals,
  lists,
  urls,
  quantities,
  sets,
  networks,
  formats,
  semvers,
  authorizers,
]

let known: FunctionSet | undefined

/** All functions of a default Kubernetes 1.34. */
export function kubernetesFunctions(): FunctionSet {
  if (!known) {
    known = new FunctionSet()
    for (const library of libraries) known.add(library)
  }
  return known
}
