// Mocha's spec reporter for failures and its dots for the rest, closing with one plain line that scripts can read.
// What a test leaves open keeps the process no longer than a moment, and is named: a run that never ends tells nobody anything.
const {Base, Dot} = require('mocha').reporters

module.exports = class Reporter extends Dot {
  constructor(runner, options) {
    super(runner, options)
    const skipped = []
    runner.on('pending', test => skipped.push(test.fullTitle()))
    runner.once('end', () => {
      const {passes, failures, pending} = this.stats
      for (const title of skipped) Base.consoleLog(`  skipped: ${title}`)
      Base.consoleLog(`${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ''}`)
      setTimeout(() => {
        console.error(`still open after the last test: ${process.getActiveResourcesInfo().join(', ')}`)
        process.exit()
      }, 10_000).unref()
    })
  }
}
