/** The Common Expression Language as Kubernetes has it: its libraries, its values and types by schema, and its way to tell errors. Loaded only where an expression is. */
export type {Environment as CelEnvironment} from '@marcbachmann/cel-js'
export {CelRuntimeError, type Compiled, compile, type Program} from './compile.ts'
export {escapeName} from './escape-name.ts'
export {declareType} from './types.ts'
export {celValue, typedValue} from './values.ts'
