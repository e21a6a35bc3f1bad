/**
 * What stands before the API server for requests from outside this process: deadlines, limits. Each filter is an ApiHandler around another one; none knows
 * what a request is about beyond its RequestInfo.
 */
export {withDeadlines} from './deadline.ts'
export {fromOutside} from './from-outside.ts'
