import type {KubeObject} from '../../../api/object.ts'
import type {Column} from '../../resources/define-resource.ts'
import {type ExpectedKind, expectedKind} from '../decoding/expected-kind.ts'
import type {AdmittedView, UpdateStrategy} from '../registry/update-object.ts'
import type {RequestContext} from '../request-context.ts'

/** How a subresource shows an object, and what it may change. The object itself is its own view. */
export interface ObjectView {
  /** What bodies are decoded as. */
  expected: ExpectedKind
  /** The object as this view shows it. */
  show(object: KubeObject): KubeObject
  /** The object as a changed view would have it; the view is a private draft. */
  take(view: KubeObject, current: KubeObject | undefined): KubeObject
  strategy?: UpdateStrategy
  /** Of tables, where the view has others than its kind. */
  columns?: readonly Column[]
  /** What admission decides about, where that is the view rather than the object. */
  admitted?: AdmittedView
  /** The view with who manages its fields, where these are tracked in the view rather than in the object; `take` sees them. */
  managed?(object: KubeObject): KubeObject
}

/** The context in which what a view shows is answered. */
export const shownBy = (context: RequestContext, {columns}: ObjectView): RequestContext =>
  columns ? {...context, definition: {...context.definition, columns: [...columns]}} : context

/** The object as it is, written under other rules if there is a strategy. */
export const wholeObject = ({definition, server}: RequestContext, strategy?: UpdateStrategy): ObjectView => ({
  expected: expectedKind(definition, server.clock),
  show: object => object,
  take: view => view,
  ...(strategy && {strategy}),
})
