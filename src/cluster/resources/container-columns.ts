import type {Container} from '../../api/kinds.ts'
import {text, wide} from './columns.ts'
import type {Column} from './define-resource.ts'

/** The wide columns Containers and Images of a kind that carries a pod template. */
export const containerColumns = <T>(containersOf: (object: T) => readonly Container[] | undefined): Column<T>[] => [
  wide(text('Containers', object => (containersOf(object) ?? []).map(({name}) => name).join(','))),
  wide(text('Images', object => (containersOf(object) ?? []).map(({image}) => image ?? '').join(','))),
]
