/** Run on the compiled modules: no circles among those that need each other to load. Types and lazy imports may point anywhere. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Move what both need into a third file.',
      severity: 'error',
      from: {},
      to: {circular: true, viaOnly: {dependencyTypesNot: ['dynamic-import']}},
    },
  ],
  options: {doNotFollow: {path: 'node_modules'}},
}
