/** The annotation that counts the changes of a daemon set's template; clients of old look at it. */
export const templateGeneration = 'deprecated.daemonset.template.generation'
