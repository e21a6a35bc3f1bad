/** What earlier releases let through and what a template may leave open: rules that do not hold for every pod alike. */
export interface PodRules {
  /** A pod itself; a template is completed later. */
  isPod: boolean
  /** The old object already breaks the rule, so that it stays updatable. */
  anyDeletionCost?: boolean
  anySelectorValue?: boolean
  anyNodeAffinityValue?: boolean
  anySpreadSelector?: boolean
  anyHugePages?: boolean
  anyTokenPath?: boolean
  anySysctl?: boolean
  anySeLinuxChangePolicy?: boolean
}
