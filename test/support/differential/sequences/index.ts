import type {Sequence} from '../compare-sequences.ts'
import {admission} from './admission.ts'
import {authorization} from './authorization.ts'
import {certificateRequests} from './certificates.ts'
import {collections} from './collections.ts'
import {contents} from './contents.ts'
import {custom} from './custom.ts'
import {deletes} from './deletes.ts'
import {apiDocuments} from './documents.ts'
import {fieldSelectors} from './fields.ts'
import {formatSteps} from './formats.ts'
import {forms} from './forms.ts'
import {lists} from './lists.ts'
import {metadataSteps} from './metadata.ts'
import {names} from './names.ts'
import {namespaces} from './namespaces.ts'
import {patches} from './patches.ts'
import {paths} from './paths.ts'
import {reviews} from './reviews.ts'
import {subresources} from './subresources.ts'
import {verbs} from './verbs.ts'
import {watches} from './watches.ts'

/** What is asked of both servers beside creates and changes of every kind. */
export const sequences = (): Sequence[] => [
  {name: 'paths', steps: paths},
  {name: 'names', steps: names},
  {name: 'contents', steps: contents},
  {name: 'metadata', steps: metadataSteps},
  {name: 'lists', steps: lists},
  {name: 'watches', steps: watches},
  {name: 'deletes', steps: deletes},
  {name: 'patches', steps: patches},
  {name: 'subresources', steps: subresources},
  {name: 'custom', steps: custom},
  {name: 'admission', steps: admission},
  {name: 'authorization', steps: authorization},
  {name: 'reviews', steps: reviews},
  {name: 'collections', steps: collections},
  {name: 'certificates', steps: certificateRequests},
  {name: 'fields', steps: fieldSelectors},
  {name: 'forms', steps: forms},
  {name: 'formats', steps: formatSteps},
  {name: 'documents', steps: apiDocuments},
  {name: 'namespaces', steps: namespaces},
  ...verbs(),
]
