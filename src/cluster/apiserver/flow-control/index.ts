/**
 * Priority and fairness, reduced to what one process needs: FlowSchemas say what kind of request one is, PriorityLevelConfigurations how many of a kind may be under
 * way at once, and queues see to it that a client with many requests does not keep one with few waiting. Seats are not lent between levels, and every
 * request takes one, whatever its size.
 */
export {FlowControl, type FlowOutcome, type Ticket} from './flow-control.ts'
