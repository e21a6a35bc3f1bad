import type {Environment} from '@marcbachmann/cel-js'

/** Functions that Kubernetes adds to CEL: by signature. A failing one throws, in the words of Kubernetes. */
export type Library = Record<string, (...args: never[]) => unknown>

/** A type of values that only its library's functions look into. */
export interface OpaqueType {
  name: string
  ctor: new (...args: never[]) => object
}

/** Makes a library's functions known. `sets.contains(list, list): bool` becomes a method of a constant called `sets`. */
export function register(environment: Environment, library: Library): void {
  for (const [signature, handler] of Object.entries(library)) {
    const [, namespace, rest] = /^(sets|format|ip|strings)\.(.*)$/.exec(signature) ?? []
    if (!namespace) environment.registerFunction(signature, handler as never, {async: false} as never)
    else {
      declareNamespace(environment, namespace)
      const method = (_: unknown, ...args: never[]) => handler(...args)
      environment.registerFunction(
        `${typeOf(namespace)}.${rest}`,
        withArity(method, handler.length + 1) as never,
        {
          async: false,
        } as never,
      )
    }
  }
}

const typeOf = (namespace: string): string => `${namespace.charAt(0).toUpperCase()}${namespace.slice(1)}Namespace`

function declareNamespace(environment: Environment, namespace: string): void {
  if (environment.hasVariable(namespace)) return
  const Namespace = class {}
  environment.registerType(typeOf(namespace), Namespace)
  environment.registerConstant(namespace, typeOf(namespace), new Namespace())
}

/** The interpreter looks at how many arguments a function declares. */
const withArity = (method: (...args: never[]) => unknown, length: number): ((...args: never[]) => unknown) =>
  Object.defineProperty(method, 'length', {value: length})
