/** Set for a command whose output nothing takes: what it says may leave as it says it. */
export const liveOutput = '__live_output'
