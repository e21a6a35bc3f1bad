/**
 * The Common Expression Language as Kubernetes has it: parser, type checker, costs and interpreter that answer as cel-go does, with Kubernetes'
 * libraries. Loaded only where an expression is.
 */
export {
  type CompiledExpression,
  compileExpression,
  conditionScope,
  type ExpressionScope,
} from './admission/compile-expression.ts'
export {policyScope} from './admission/policy-scope.ts'
export {typeCheckPolicy} from './admission/type-check.ts'
export {type Compiled, CostLimit, callLimit, compile, type Meter, type Program} from './compile.ts'
export {escapeName} from './escape-name.ts'
export {FunctionSet, type Overload} from './functions/function-set.ts'
export {kubernetesFunctions} from './functions/index.ts'
export {isCutFromText} from './run/list-kinds.ts'
export {toJson} from './run/to-json.ts'
export {CelBuilt, CelError, CelObject, CelOpaque, CelOptional, isMap, none, typeNameOf} from './run/values.ts'
export {type Declaration, declare, longestRequest} from './types/declare.ts'
export * as celTypes from './types/type.ts'
export {celValue, typedValue} from './values.ts'
