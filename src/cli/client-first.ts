import type {FlagSet, FlagValues} from './flags/flag.ts'

/** Commands that make a client of the kubeconfig before they ask it for a namespace. */
const commands =
  /^\S+ (api-resources|api-versions|apply|auth (can-i|whoami)|autoscale|certificate|cluster-info|cordon|create|diff|drain|explain|expose|proxy|replace|run|set env|top nodes?|uncordon|version|wait)\b/

/** Which of a kubeconfig's faults a command meets first: that of a client, or that of a namespace. */
export const asksForClientFirst = (commandPath: string, flags: FlagValues<FlagSet>): boolean =>
  commands.test(commandPath)
    ? !/^\S+ (apply \S|create token)/.test(commandPath)
    : commandPath.endsWith(' get') && Boolean(flags['raw'])
