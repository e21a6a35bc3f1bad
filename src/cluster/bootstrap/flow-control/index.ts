import type {BootstrapObject} from '../bootstrap-object.ts'
import {mandatoryFlowSchemas, suggestedFlowSchemas} from './flow-schemas.ts'
import {mandatoryPriorityLevels, suggestedPriorityLevels} from './priority-levels.ts'

export {createFlowControlKeeper} from './flow-control-keeper.ts'
export {createFlowSchemaStatus} from './flow-schema-status.ts'

/** How a fresh cluster shares its API server among its clients: what each kind of request is called, and what it may use. */
export const flowControl = (): BootstrapObject[] => [
  ...suggestedPriorityLevels(),
  ...suggestedFlowSchemas(),
  ...mandatoryPriorityLevels(),
  ...mandatoryFlowSchemas(),
]
