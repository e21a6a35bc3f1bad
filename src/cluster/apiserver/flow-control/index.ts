/**
 * Priority and fairness: FlowSchemas say what kind of request one is, PriorityLevelConfigurations how many seats requests of a kind may take at once, levels
 * lend each other what they do not need, and queues see to it that a client with many requests does not keep one with few waiting.
 */
export {flowDump} from './dump.ts'
export {FlowControl, type FlowOutcome, type Ticket} from './flow-control.ts'
