import {Environment} from '@marcbachmann/cel-js'
import {compareQuantities} from '../quantity.ts'
import {formats, formatType} from './libraries/formats.ts'
import {type Library, type OpaqueType, register} from './libraries/library.ts'
import {lists} from './libraries/lists.ts'
import {networks, networkTypes} from './libraries/networks.ts'
import {type CelQuantity, quantities, quantityType} from './libraries/quantity.ts'
import {regex} from './libraries/regex.ts'
import {sets} from './libraries/sets.ts'
import {strings} from './libraries/strings.ts'
import {urls, urlType} from './libraries/urls.ts'

let base: Environment | undefined

/** A fresh environment with everything that Kubernetes adds to CEL. */
export function kubernetesEnvironment(): Environment {
  base ??= makeBase()
  return base.clone()
}

const types: OpaqueType[] = [quantityType, ...networkTypes, urlType, formatType]
const libraries: Library[] = [strings, lists, sets, regex, quantities, networks, urls, formats]

function makeBase(): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: {maxAstNodes: 100_000, maxDepth: 250, maxListElements: 10_000, maxMapEntries: 10_000, maxCallArguments: 64},
  })
  for (const {name, ctor} of types) environment.registerType(name, ctor as never)
  environment.registerOperator(
    'Quantity == Quantity',
    (a: CelQuantity, b: CelQuantity) => compareQuantities(a.value, b.value) === 0,
  )
  for (const name of ['IP', 'CIDR', 'URL'])
    environment.registerOperator(`${name} == ${name}`, (a: unknown, b: unknown) => String(a) === String(b))
  for (const library of libraries) register(environment, library)
  return environment
}
